package dev.stepwise.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files into buffers that are used again. Text is as the editor's documents have it: UTF-8,
 * no byte order mark; bytes that are no UTF-8 become replacement characters. For one thread.
 */
final class SourceText {
  /** Buffers grown beyond this by a giant file are given back. */
  private static final int KEPT = 1 << 20;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] bytes = new byte[1 << 16];
  private char[] chars = new char[1 << 16];
  private int size;
  private long hash;

  /** Reads a file's bytes. */
  void read(Path file, long expected) throws IOException {
    if (bytes.length > KEPT || bytes.length <= expected) {
      bytes = new byte[(int) Math.max(1 << 16, expected + 1)];
    }
    size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      int read = in.readNBytes(bytes, 0, bytes.length);
      while (read > 0) {
        size += read;
        if (size == bytes.length) {
          bytes = java.util.Arrays.copyOf(bytes, size * 2);
        }
        read = in.readNBytes(bytes, size, bytes.length - size);
      }
    }
    hash = ContentHash.of(bytes, size);
  }

  long hash() {
    return hash;
  }

  /** Number of bytes of the file. */
  int size() {
    return size;
  }

  /** As git sees it: a zero byte near the start. */
  boolean isBinary() {
    for (int i = 0; i < Math.min(size, 8000); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** The text; good until the next file is read. */
  CharBuffer text() {
    boolean mark =
        size >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    int start = mark ? 3 : 0;
    if (chars.length > KEPT || chars.length < size) {
      chars = new char[Math.max(1 << 16, size)];
    }
    CharBuffer out = CharBuffer.wrap(chars);
    decoder.reset();
    decoder.decode(ByteBuffer.wrap(bytes, start, size - start), out, true);
    decoder.flush(out);
    return out.flip();
  }
}
