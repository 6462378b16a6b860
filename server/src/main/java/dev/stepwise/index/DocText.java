package dev.stepwise.index;

import java.util.regex.Pattern;

/** Makes prose of doc comments. */
public final class DocText {
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]{0,80}>");
  private static final Pattern INLINE = Pattern.compile("\\{@\\w+ ([^{}]*)}");
  private static final Pattern SPACE = Pattern.compile("\\s+");
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
    int end = Math.min(to, from + 3 * LONGEST);
    String plain = plain(new String(text, from, end - from));
    int stop = plain.length();
    for (int at = 0; at < plain.length(); at++) {
      char c = plain.charAt(at);
      boolean sentence = c == '.' && at + 1 < plain.length() && plain.charAt(at + 1) <= ' ';
      boolean block =
          c == '\n' && at + 1 < plain.length() && "@\n".indexOf(plain.charAt(at + 1)) >= 0;
      if (sentence || block || (c == '@' && at == 0)) {
        stop = sentence ? at + 1 : at;
        break;
      }
    }
    String line = SPACE.matcher(plain.substring(0, stop)).replaceAll(" ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
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
