package dev.stepwise.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;

/** A growing array of bytes to write numbers and strings to. */
final class Bytes {
  private byte[] bytes = new byte[512];
  private int size;

  void clear() {
    size = 0;
  }

  BytesRef ref() {
    return new BytesRef(bytes, 0, size);
  }

  void number(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** Reads what {@link Bytes} wrote. */
  static final class In {
    private final byte[] bytes;
    private int at;
    private final int end;

    In(BytesRef ref) {
      bytes = ref.bytes;
      at = ref.offset;
      end = ref.offset + ref.length;
    }

    boolean more() {
      return at < end;
    }

    long number() {
      long value = 0;
      int shift = 0;
      while (true) {
        byte b = bytes[at++];
        value |= (long) (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
        shift += 7;
      }
    }

    int integer() {
      return (int) number();
    }

    String string() {
      int length = integer();
      String value = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return value;
    }

    void skipString() {
      at += integer();
    }

    void skip(int length) {
      at += length;
    }
  }
}
