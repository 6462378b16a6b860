package dev.stepwise.language.tree;

/**
 * Turns offsets in the UTF-8 that tree-sitter reads into offsets in the text. Half a surrogate pair
 * is read as an underscore, so that every code unit has bytes of its own.
 */
final class Utf8Offsets {
  /** Code unit at each byte, empty if they are the same. */
  private final int[] units;

  private final String readable;

  Utf8Offsets(String text) {
    int length = 0;
    boolean surrogates = false;
    for (int i = 0; i < text.length(); i++) {
      length += bytes(text.charAt(i));
      surrogates |= Character.isSurrogate(text.charAt(i));
    }
    readable = surrogates ? withoutSurrogates(text) : text;
    units = length == text.length() ? new int[0] : new int[length + 1];
    int at = 0;
    for (int i = 0; i < text.length() && units.length > 0; i++) {
      for (int b = bytes(text.charAt(i)); b > 0; b--) {
        units[at++] = i;
      }
    }
    if (units.length > 0) {
      units[at] = text.length();
    }
  }

  /** What to give to tree-sitter. */
  String readable() {
    return readable;
  }

  /** Offset in the text of a byte. */
  int unit(int bytes) {
    return units.length == 0 ? bytes : units[Math.min(bytes, units.length - 1)];
  }

  private static int bytes(char c) {
    if (Character.isSurrogate(c)) {
      return 1;
    }
    // a zero takes two bytes in the JVM's UTF-8
    return c < 0x80 && c > 0 ? 1 : c < 0x800 ? 2 : 3;
  }

  private static String withoutSurrogates(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = Character.isSurrogate(chars[i]) ? '_' : chars[i];
    }
    return new String(chars);
  }
}
