package dev.stepwise.repair.compile;

import dev.stepwise.edit.TextEdit;

/** Looks at Java text that may not parse. */
final class JavaText {
  private JavaText() {}

  /** Offset behind the last character before {@code offset} that is neither space nor comment. */
  static int endOfPreviousToken(String text, int offset) {
    int at = Math.min(offset, text.length());
    while (at > 0) {
      int before = at;
      while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
        at--;
      }
      int line = text.lastIndexOf('\n', at - 1) + 1;
      int comment = lineComment(text, line, at);
      if (comment >= 0) {
        at = comment;
      } else if (at >= 2 && text.startsWith("*/", at - 2)) {
        at = Math.max(0, text.lastIndexOf("/*", at - 2));
      }
      if (at == before) {
        return at;
      }
    }
    return at;
  }

  /** Removes a stretch of text, with its line where nothing else stands there. */
  static TextEdit deletion(String text, int from, int to) {
    int start = lineStart(text, from);
    int end = lineEnd(text, to);
    if (!text.substring(start, from).isBlank() || !text.substring(to, end).isBlank()) {
      return TextEdit.replace(from, to, "");
    }
    int next = text.startsWith("\r\n", end) ? end + 2 : Math.min(text.length(), end + 1);
    return TextEdit.replace(start, next, "");
  }

  /** Offset of the line end behind {@code offset}. */
  static int lineEnd(String text, int offset) {
    int end = offset;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** Offset of the first character of the line. */
  static int lineStart(String text, int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Leading white space of the line. */
  static String indent(String text, int offset) {
    int start = lineStart(text, offset);
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  /** The identifier that begins or goes on at {@code offset}. */
  static String word(String text, int offset) {
    int end = offset;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    int start = offset;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  /** Start of a line comment that ends at {@code end}, or -1. */
  private static int lineComment(String text, int line, int end) {
    boolean string = false;
    for (int i = line; i + 1 < end; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        string = !string;
      } else if (!string && c == '/' && text.charAt(i + 1) == '/') {
        return i;
      }
    }
    return -1;
  }
}
