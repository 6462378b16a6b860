package dev.stepwise.index;

import java.util.regex.Pattern;

/** Makes prose of doc comments. */
public final class DocText {
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]{0,80}>");
  private static final Pattern INLINE = Pattern.compile("\\{@\\w+ ([^{}]*)}");
  private static final int LONGEST = 160;

  private DocText() {}

  /** The words of a doc comment or docstring, without its delimiters, tags and markup. */
  public static String plain(CharSequence raw) {
    StringBuilder out = new StringBuilder(raw.length());
    raw.toString().lines().map(DocText::stripped).forEach(line -> out.append(line).append('\n'));
    String text = INLINE.matcher(out).replaceAll("$1");
    return TAG.matcher(text).replaceAll("").strip();
  }

  /** The first sentence of a doc comment in one line, at most 160 characters. */
  static String summary(char[] text, int from, int to) {
    char[] out = new char[LONGEST];
    int size = 0;
    boolean space = false;
    boolean lineStart = true;
    int newlines = 0;
    for (int at = from; at < to && size < LONGEST; at++) {
      char c = text[at];
      if (c == '\n') {
        newlines++;
        lineStart = true;
        space = true;
        if (newlines > 1 && size > 0) {
          break;
        }
      } else if (c <= ' ' || (lineStart && (c == '*' || c == '/' || c == '"' || c == '\''))) {
        space |= c <= ' ';
      } else if (c == '@' && lineStart) {
        break;
      } else if (isEnd(text, at, to)) {
        break;
      } else if (c == '<' && at + 1 < to && (text[at + 1] == '/' || text[at + 1] >= 'A')) {
        at = tagEnd(text, at, to);
        newlines = 0;
      } else if (c == '{' && at + 1 < to && text[at + 1] == '@') {
        while (at < to && text[at] > ' ') {
          at++;
        }
        newlines = 0;
        lineStart = false;
      } else if (c != '}') {
        if (space && size > 0) {
          out[size++] = ' ';
        }
        space = false;
        lineStart = false;
        newlines = 0;
        if (size < LONGEST) {
          out[size++] = c;
        }
        if (c == '.' && (at + 1 >= to || text[at + 1] <= ' ' || text[at + 1] == '<')) {
          break;
        }
      }
    }
    return new String(out, 0, size);
  }

  /** Whether a comment or docstring ends here. */
  private static boolean isEnd(char[] text, int at, int to) {
    char c = text[at];
    boolean quotes = (c == '"' || c == '\'') && at + 2 < to;
    return (c == '*' && at + 1 < to && text[at + 1] == '/')
        || (quotes && text[at + 1] == c && text[at + 2] == c);
  }

  private static int tagEnd(char[] text, int from, int to) {
    int at = from;
    while (at + 1 < to && text[at] != '>') {
      at++;
    }
    return at;
  }

  private static String stripped(String line) {
    String text = line.strip();
    if (text.startsWith("/**")) {
      text = text.substring(3);
    } else if (text.startsWith("///")) {
      text = text.substring(3);
    } else if (text.startsWith("//")) {
      text = text.substring(2);
    } else if (text.startsWith("*") && !text.startsWith("*/")) {
      text = text.substring(1);
    }
    for (String quote : new String[] {"\"\"\"", "'''"}) {
      text = text.startsWith(quote) ? text.substring(3) : text;
      text = text.endsWith(quote) ? text.substring(0, text.length() - 3) : text;
    }
    text = text.endsWith("*/") ? text.substring(0, text.length() - 2) : text;
    return text.strip();
  }
}
