package dev.stepwise.language.java;

import java.util.Arrays;

/**
 * Splits Java text into {@link JavaTokens} in one pass, faster than javac's scanner because it
 * makes no strings, no names and no positions table. Angle brackets come one by one ({@code >>} is
 * two tokens); other operators come character by character, which is enough to find declarations.
 */
final class JavaLexer {
  /** What a character below 128 can start. */
  private static final byte[] CLASS = new byte[128];

  private static final byte SPACE = 1;
  private static final byte LETTER = 2;
  private static final byte DIGIT = 3;

  static {
    for (char c = 0; c < 128; c++) {
      if (c <= ' ') {
        CLASS[c] = SPACE;
      } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$') {
        CLASS[c] = LETTER;
      } else if (c >= '0' && c <= '9') {
        CLASS[c] = DIGIT;
      }
    }
  }

  private int[] open = new int[64];

  /** Fills {@code tokens} from {@code text[0, length)}. */
  void read(char[] text, int length, JavaTokens tokens) {
    tokens.clear(text);
    int depth = 0;
    int at = 0;
    while (at < length) {
      char c = text[at];
      byte type = c < 128 ? CLASS[c] : Character.isJavaIdentifierStart(c) ? LETTER : SPACE;
      switch (type) {
        case SPACE -> at++;
        case LETTER -> {
          int from = at++;
          while (at < length && isPart(text[at])) {
            at++;
          }
          tokens.add(JavaKeywords.kindOf(text, from, at), from, at);
        }
        case DIGIT -> {
          int from = at;
          at = number(text, at, length);
          tokens.add(JavaTokens.LITERAL, from, at);
        }
        default -> {
          switch (c) {
            case '/' -> {
              char next = at + 1 < length ? text[at + 1] : 0;
              if (next == '/') {
                at = lineComment(text, at, length, tokens);
              } else if (next == '*') {
                at = blockComment(text, at, length, tokens);
              } else {
                tokens.add(c, at, ++at);
              }
            }
            case '"' -> at = string(text, at, length, tokens);
            case '\'' -> at = character(text, at, length, tokens);
            case '(', '[', '{' -> {
              if (depth == open.length) {
                open = Arrays.copyOf(open, depth * 2);
              }
              open[depth++] = tokens.size;
              tokens.add(c, at, ++at);
            }
            case ')', ']', '}' -> {
              char opening = c == ')' ? '(' : c == ']' ? '[' : '{';
              if (depth > 0 && tokens.kind[open[depth - 1]] == opening) {
                tokens.match[open[--depth]] = tokens.size;
              } else {
                tokens.broken = true;
              }
              tokens.add(c, at, ++at);
            }
            default -> tokens.add(c, at, ++at);
          }
        }
      }
    }
    if (depth > 0) {
      tokens.broken = true;
    }
    // three, so that looking ahead needs no care
    for (int i = 0; i < 3; i++) {
      tokens.add(JavaTokens.END, length, length);
    }
    tokens.size -= 3;
  }

  static boolean isPart(char c) {
    return c < 128
        ? CLASS[c] >= LETTER
        : Character.isJavaIdentifierPart(c) || Character.isSurrogate(c);
  }

  private static int number(char[] text, int from, int length) {
    int at = from;
    while (at < length) {
      char c = text[at];
      if (c == '.') {
        // 1..2 is no Java; 1.f() is no Java either
        at++;
      } else if ((c == '+' || c == '-') && isExponent(text, from, at)) {
        at++;
      } else if (isPart(c)) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean isExponent(char[] text, int from, int at) {
    char before = text[at - 1];
    boolean hex = at - from > 1 && text[from] == '0' && (text[from + 1] | 32) == 'x';
    return hex ? (before | 32) == 'p' : (before | 32) == 'e';
  }

  private static int lineComment(char[] text, int from, int length, JavaTokens tokens) {
    int at = from + 2;
    while (at < length && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
    if (from + 2 < length && text[from + 2] == '/') {
      markdownDoc(text, from, at, tokens);
    }
    return at;
  }

  /** Lines of {@code ///} that follow each other are one doc comment (JEP 467). */
  private static void markdownDoc(char[] text, int from, int to, JavaTokens tokens) {
    int last = tokens.docs - 1;
    if (last >= 0 && tokens.docToken[last] == tokens.size) {
      int end = tokens.docEnd[last];
      boolean adjoining =
          text[tokens.docStart[last]] == '/' && text[tokens.docStart[last] + 1] == '/';
      int lines = 0;
      for (int i = end; i < from && adjoining; i++) {
        adjoining = text[i] <= ' ';
        lines += text[i] == '\n' ? 1 : 0;
      }
      if (adjoining && lines == 1) {
        tokens.docEnd[last] = to;
        return;
      }
    }
    tokens.addDoc(from, to);
  }

  private static int blockComment(char[] text, int from, int length, JavaTokens tokens) {
    int at = from + 2;
    while (at + 1 < length && (text[at] != '*' || text[at + 1] != '/')) {
      at++;
    }
    if (at + 1 >= length) {
      tokens.broken = true;
      return length;
    }
    at += 2;
    if (text[from + 2] == '*' && at - from > 4) {
      tokens.addDoc(from, at);
    }
    return at;
  }

  private static int string(char[] text, int from, int length, JavaTokens tokens) {
    if (from + 2 < length && text[from + 1] == '"' && text[from + 2] == '"') {
      int at = from + 3;
      while (at + 2 < length && !(text[at] == '"' && text[at + 1] == '"' && text[at + 2] == '"')) {
        at += text[at] == '\\' ? 2 : 1;
      }
      if (at + 2 >= length) {
        tokens.broken = true;
        at = length;
      } else {
        at += 3;
      }
      tokens.add(JavaTokens.LITERAL, from, at);
      return at;
    }
    return quoted(text, from, length, '"', tokens);
  }

  private static int character(char[] text, int from, int length, JavaTokens tokens) {
    return quoted(text, from, length, '\'', tokens);
  }

  private static int quoted(char[] text, int from, int length, char quote, JavaTokens tokens) {
    int at = from + 1;
    while (at < length && text[at] != quote) {
      char c = text[at];
      if (c == '\n' || c == '\r') {
        tokens.broken = true;
        tokens.add(JavaTokens.LITERAL, from, at);
        return at;
      }
      at += c == '\\' ? 2 : 1;
    }
    at = Math.min(length, at + 1);
    tokens.add(JavaTokens.LITERAL, from, at);
    return at;
  }
}
