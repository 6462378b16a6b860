package dev.stepwise.language.java;

import dev.stepwise.language.Declaration;
import dev.stepwise.language.Mentions;
import dev.stepwise.language.Outline;
import dev.stepwise.language.SourceReader;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads Java: a scanner for well-formed text, several times as fast as javac's parser, and javac's
 * parser for text the scanner does not understand.
 */
public final class JavaReader implements SourceReader {
  private final ConcurrentLinkedQueue<Scratch> free = new ConcurrentLinkedQueue<>();

  @Override
  public String language() {
    return "java";
  }

  @Override
  public boolean reads(String fileName) {
    return fileName.endsWith(".java");
  }

  @Override
  public Outline read(CharSequence text) {
    Scratch pooled = free.poll();
    Scratch scratch = pooled == null ? new Scratch() : pooled;
    try {
      return read(text, scratch);
    } finally {
      if (scratch.tokens.kind.length < Scratch.KEPT) {
        free.add(scratch);
      }
    }
  }

  private static Outline read(CharSequence text, Scratch scratch) {
    JavaTokens tokens = scratch.tokens;
    boolean isArray = text instanceof CharBuffer buffer && buffer.hasArray();
    char[] chars = isArray ? ((CharBuffer) text).array() : text.toString().toCharArray();
    int length = text.length();
    scratch.lexer.read(chars, length, tokens);
    JavaDeclarations scanner = new JavaDeclarations(tokens);
    List<Declaration> declarations = scanner.read();
    boolean exact = !scanner.unsure();
    if (!exact) {
      scratch.lexer.read(chars, length, tokens);
      Optional<List<Declaration>> parsed = JavacDeclarations.read(text.toString(), tokens);
      declarations = more(parsed.orElse(List.of()), chars, length, scratch);
    }
    return new Outline(declarations, mentions(tokens), exact);
  }

  /** Those that javac's recovery found, or those by indentation if they are more. */
  private static List<Declaration> more(
      List<Declaration> parsed, char[] chars, int length, Scratch scratch) {
    JavaTokens again = scratch.again;
    scratch.lexer.read(chars, length, again);
    JavaBrackets.mend(again);
    List<Declaration> guessed = new JavaDeclarations(again).read();
    if (guessed.size() <= parsed.size()) {
      return parsed;
    }
    scratch.lexer.read(chars, length, scratch.tokens);
    scratch.tokens.declare(guessed);
    return guessed;
  }

  private static Mentions mentions(JavaTokens tokens) {
    Mentions.Builder mentions = new Mentions.Builder(tokens.size / 3);
    for (int at = 0; at < tokens.size; at++) {
      if (tokens.kind[at] == JavaTokens.NAME) {
        mentions.add(tokens.start[at], tokens.end[at], isCall(tokens, at));
      }
    }
    return mentions.build();
  }

  private static boolean isCall(JavaTokens tokens, int at) {
    char next = tokens.kind[at + 1];
    if (next == '(') {
      return true;
    }
    char before = at > 0 ? tokens.kind[at - 1] : ' ';
    return (before == JavaKeywords.NEW && next == '<')
        || (before == ':' && at > 1 && tokens.kind[at - 2] == ':');
  }

  /** Buffers that outlive one file. */
  private static final class Scratch {
    /** Buffers grown beyond this many tokens by a giant file are given back. */
    static final int KEPT = 1 << 18;

    final JavaTokens tokens = new JavaTokens();

    /** For a second look at broken text. */
    final JavaTokens again = new JavaTokens();

    final JavaLexer lexer = new JavaLexer();
  }
}
