package dev.stepwise.edit;

/** What a {@link Position} counts within a line. */
public enum PositionEncoding {
  /** Bytes. */
  UTF_8,
  /** Java's and most editors' code units. */
  UTF_16,
  /** Code points. */
  UTF_32;

  int width(int codePoint) {
    return switch (this) {
      case UTF_8 -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      case UTF_16 -> Character.charCount(codePoint);
      case UTF_32 -> 1;
    };
  }
}
