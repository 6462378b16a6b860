package dev.stepwise.index;

import java.nio.charset.StandardCharsets;

/** Makes text of a file's bytes as the editor's documents do: UTF-8, no byte order mark. */
final class SourceText {
  private SourceText() {}

  /** Bytes that are no UTF-8 become replacement characters. */
  static String of(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int start = mark ? 3 : 0;
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }
}
