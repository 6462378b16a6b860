package dev.stepwise.index;

/**
 * Finds the comment with which every file of many projects begins: a licence, the same words a
 * thousand times, which say nothing about the file and crowd out what does.
 */
final class LicenseHeader {
  /** Longer comments are not looked through. */
  private static final int LONGEST = 6_000;

  private static final char[][] SIGNS = {
    "copyright".toCharArray(), "license".toCharArray(), "licence".toCharArray()
  };

  private LicenseHeader() {}

  /** Where the text begins behind such a comment; 0 if there is none. */
  static int end(char[] text, int length) {
    int start = skipSpace(text, 0, length);
    int end = commentEnd(text, start, Math.min(length, LONGEST));
    return end > start && isLicense(text, start, end) ? end : 0;
  }

  private static int commentEnd(char[] text, int start, int length) {
    if (start + 1 >= length) {
      return start;
    }
    char first = text[start];
    if (first == '/' && text[start + 1] == '*') {
      for (int at = start + 2; at + 1 < length; at++) {
        if (text[at] == '*' && text[at + 1] == '/') {
          return at + 2;
        }
      }
      return start;
    }
    int end = start;
    if (first == '#' || (first == '/' && text[start + 1] == '/')) {
      for (int at = start; at < length && text[at] == first; at = skipSpace(text, end, length)) {
        end = at;
        while (end < length && text[end] != '\n') {
          end++;
        }
      }
    }
    return end;
  }

  private static int skipSpace(char[] text, int from, int length) {
    int at = from;
    while (at < length && text[at] <= ' ') {
      at++;
    }
    return at;
  }

  private static boolean isLicense(char[] text, int start, int end) {
    for (int at = start; at < end; at++) {
      for (char[] sign : SIGNS) {
        if (startsWith(text, at, end, sign)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean startsWith(char[] text, int at, int end, char[] sign) {
    if (at + sign.length > end) {
      return false;
    }
    for (int i = 0; i < sign.length; i++) {
      if ((text[at + i] | 0x20) != sign[i]) {
        return false;
      }
    }
    return true;
  }
}
