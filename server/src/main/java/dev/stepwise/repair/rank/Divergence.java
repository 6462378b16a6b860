package dev.stepwise.repair.rank;

/**
 * Where a changed text leaves the original. Up to the end of the first token that differs, hundreds
 * of variants of a line share almost all tokens, so that scoring only that far is cheap; it is also
 * an upper bound of the whole score, because each further token only lowers it.
 */
final class Divergence {
  private Divergence() {}

  /**
   * How much of {@code changed} to score first: up to the end of the first piece that differs.
   * Pieces are runs of letters, of other signs, or one digit, with the blanks before them, as
   * byte-pair tokenisers of the GPT-2 family cut; so the cut never splits a token.
   */
  static int cut(String original, String changed) {
    int at = 0;
    int shorter = Math.min(original.length(), changed.length());
    while (at < shorter && original.charAt(at) == changed.charAt(at)) {
      at++;
    }
    if (ends(changed, at) && !ends(original, at)) {
      return at;
    }
    while (at < changed.length() && Character.isWhitespace(changed.charAt(at))) {
      at++;
    }
    if (at == changed.length()) {
      return at;
    }
    Kind kind = Kind.of(changed.charAt(at));
    at++;
    while (kind != Kind.DIGIT && at < changed.length() && Kind.of(changed.charAt(at)) == kind) {
      at++;
    }
    return at;
  }

  /** Whether a piece ends before this offset, so that it was cut shorter there. */
  private static boolean ends(String text, int at) {
    if (at == 0 || at >= text.length()) {
      return at > 0;
    }
    Kind before = Kind.of(text.charAt(at - 1));
    return before != Kind.BLANK && before != Kind.of(text.charAt(at));
  }

  private enum Kind {
    LETTER,
    DIGIT,
    BLANK,
    OTHER;

    static Kind of(char c) {
      if (Character.isLetter(c)) {
        return LETTER;
      }
      if (Character.isDigit(c)) {
        return DIGIT;
      }
      return Character.isWhitespace(c) ? BLANK : OTHER;
    }
  }
}
