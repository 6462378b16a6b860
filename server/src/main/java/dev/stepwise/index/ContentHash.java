package dev.stepwise.index;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** A 64-bit checksum of a file's bytes, as fast as memory; it guards against chance, not malice. */
final class ContentHash {
  private ContentHash() {}

  static long of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  /** Of the first {@code length} bytes. */
  static long of(byte[] bytes, int length) {
    CRC32 low = new CRC32();
    low.update(bytes, 0, length);
    CRC32C high = new CRC32C();
    high.update(bytes, 0, length);
    return high.getValue() << 32 | low.getValue();
  }
}
