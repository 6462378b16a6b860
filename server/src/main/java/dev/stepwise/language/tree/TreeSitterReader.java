package dev.stepwise.language.tree;

import dev.stepwise.language.Outline;
import dev.stepwise.language.SourceReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.treesitter.TSLanguage;
import org.treesitter.TSParser;
import org.treesitter.TSQuery;
import org.treesitter.TSQueryCapture;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSTree;

/**
 * Reads a language by a tree-sitter grammar and one query. The query's captures are named after
 * what they are: {@code @class}, {@code @interface}, {@code @enum}, {@code @function},
 * {@code @method}, {@code @field}, {@code @variable} around a declaration, with {@code @name} and,
 * where there is one, {@code @body} and {@code @doc} inside; {@code @comment} and
 * {@code @decorator} before declarations; {@code @mention} and {@code @call} for names.
 */
public final class TreeSitterReader implements SourceReader {
  private final String language;
  private final Set<String> suffixes;
  private final Supplier<TSLanguage> grammar;
  private final String query;
  private final Recovery recovery;
  private final ConcurrentLinkedQueue<Parser> free = new ConcurrentLinkedQueue<>();

  /** Whether this platform has no native library for the grammar; such files are plain text. */
  private volatile boolean missing;

  /**
   * @param suffixes of file names, without the dot
   * @param grammar makes the native grammar
   */
  public TreeSitterReader(
      String language, Set<String> suffixes, Supplier<TSLanguage> grammar, String query) {
    this(language, suffixes, grammar, query, text -> List.of());
  }

  /**
   * @param recovery asked for the declarations of broken text, beside what the grammar keeps
   */
  public TreeSitterReader(
      String language,
      Set<String> suffixes,
      Supplier<TSLanguage> grammar,
      String query,
      Recovery recovery) {
    this.language = language;
    this.suffixes = suffixes;
    this.grammar = grammar;
    this.query = query;
    this.recovery = recovery;
  }

  @Override
  public String language() {
    return language;
  }

  @Override
  public boolean reads(String fileName) {
    return suffixes.contains(fileName.substring(fileName.lastIndexOf('.') + 1));
  }

  @Override
  public Outline read(CharSequence text) {
    Optional<Parser> parser = take();
    if (parser.isEmpty()) {
      return Outline.EMPTY;
    }
    Outline outline = parser.get().read(text.toString(), recovery);
    free.add(parser.get());
    return outline;
  }

  private Optional<Parser> take() {
    Parser pooled = free.poll();
    if (pooled != null || missing) {
      return Optional.ofNullable(pooled);
    }
    try {
      return Optional.of(new Parser(grammar.get(), query));
    } catch (LinkageError | IllegalStateException e) {
      missing = true;
      return Optional.empty();
    }
  }

  /** For one thread at a time, as tree-sitter asks for. */
  private static final class Parser {
    private final TSParser parser = new TSParser();
    private final TSQuery query;
    private final TSQueryCursor cursor = new TSQueryCursor();

    Parser(TSLanguage language, String query) {
      if (!parser.setLanguage(language)) {
        throw new IllegalStateException("grammar and tree-sitter do not fit");
      }
      this.query = new TSQuery(language, query);
    }

    Outline read(String text, Recovery recovery) {
      Utf8Offsets offsets = new Utf8Offsets(text);
      TSTree tree = parser.parseString(null, offsets.readable());
      Captures captures = new Captures(text);
      cursor.exec(query, tree.getRootNode());
      TSQueryMatch match = new TSQueryMatch();
      while (cursor.nextMatch(match)) {
        captures.begin();
        for (TSQueryCapture capture : match.getCaptures()) {
          int start = offsets.unit(capture.getNode().getStartByte());
          int end = offsets.unit(capture.getNode().getEndByte());
          captures.add(query.getCaptureNameForId(capture.getIndex()), start, end);
        }
        captures.end();
      }
      boolean exact = !tree.getRootNode().hasError();
      if (!exact) {
        captures.prefer(recovery.blocks(text));
      }
      return captures.outline(exact);
    }
  }
}
