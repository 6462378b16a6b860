package dev.stepwise.language.java;

/** Makes the one-line signature of a declaration from its tokens. */
final class JavaSignature {
  private static final int LONGEST = 400;

  private JavaSignature() {}

  /** Tokens {@code from..to} without annotations, white space folded, at most 400 characters. */
  static String of(JavaTokens tokens, int from, int to) {
    StringBuilder out = new StringBuilder(80);
    int previousEnd = -1;
    for (int at = from; at < to && out.length() < LONGEST; at++) {
      if (tokens.kind[at] == '@' && tokens.kind[at + 1] == JavaTokens.NAME) {
        at = endOfAnnotation(tokens, at, to) - 1;
        continue;
      }
      if (previousEnd >= 0 && tokens.start[at] > previousEnd) {
        if (separated(tokens, at, out)) {
          out.append(' ');
        }
      }
      out.append(tokens.text, tokens.start[at], tokens.end[at] - tokens.start[at]);
      previousEnd = tokens.end[at];
    }
    return out.toString();
  }

  /** A line break after an opening parenthesis or before a closing one leaves no space. */
  private static boolean separated(JavaTokens tokens, int at, StringBuilder out) {
    char last = out.isEmpty() ? ' ' : out.charAt(out.length() - 1);
    return last != ' ' && last != '(' && tokens.kind[at] != ')';
  }

  private static int endOfAnnotation(JavaTokens tokens, int from, int to) {
    int at = from + 2;
    while (at + 1 < to && tokens.kind[at] == '.' && tokens.kind[at + 1] == JavaTokens.NAME) {
      at += 2;
    }
    return tokens.kind[at] == '(' && tokens.match[at] >= 0 ? tokens.match[at] + 1 : at;
  }
}
