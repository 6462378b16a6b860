package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the parts of a GGUF header, trusting no length in it. */
final class GgufReader implements AutoCloseable {
  private static final int LONGEST_STRING = 1 << 24;

  /** Block size in elements and in bytes of each {@code ggml_type}; 0 where the type is retired. */
  private static final int[][] TYPES = {
    {1, 4},
    {1, 2},
    {32, 18},
    {32, 20},
    {0, 0},
    {0, 0},
    {32, 22},
    {32, 24},
    {32, 34},
    {32, 36},
    {256, 84},
    {256, 110},
    {256, 144},
    {256, 176},
    {256, 210},
    {256, 292},
    {256, 66},
    {256, 74},
    {256, 98},
    {256, 50},
    {32, 18},
    {256, 110},
    {256, 82},
    {256, 136},
    {1, 1},
    {1, 2},
    {1, 4},
    {1, 8},
    {1, 8},
    {256, 56},
    {1, 2},
    {0, 0},
    {0, 0},
    {0, 0},
    {256, 54},
    {256, 66},
    {0, 0},
    {0, 0},
    {0, 0},
    {32, 17},
    {64, 36},
    {128, 18},
    {64, 18},
  };

  /**
   * An array's length; for whole numbers its extremes, for texts whether two that are not empty are
   * equal. What it holds is not kept.
   */
  record Array(long length, long smallest, long largest, boolean repeats) {}

  /** Where a tensor lies and how much it takes. */
  record Tensor(String name, long offset, long bytes) {}

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private long filled;

  GgufReader(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path);
    this.size = channel.size();
    buffer.flip();
  }

  long size() {
    return size;
  }

  long position() {
    return filled - buffer.remaining();
  }

  private void need(int bytes) throws IOException {
    if (bytes > size - position()) {
      throw truncated();
    }
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    while (buffer.position() < bytes) {
      int n = channel.read(buffer);
      if (n < 0) {
        throw truncated();
      }
      filled += n;
    }
    buffer.flip();
  }

  private ModelException truncated() {
    return new ModelException(
        path + " is truncated or damaged: its header does not end within " + size + " bytes");
  }

  long u32() throws IOException {
    need(4);
    return Integer.toUnsignedLong(buffer.getInt());
  }

  long i64() throws IOException {
    need(8);
    return buffer.getLong();
  }

  long bounded(long value, long most, String what) {
    if (value < 0 || value > most) {
      throw new ModelException(
          path + " is damaged: " + what + " is " + Long.toUnsignedString(value));
    }
    return value;
  }

  String string() throws IOException {
    int length = (int) bounded(i64(), LONGEST_STRING, "length of a string");
    if (length > size - position()) {
      throw truncated();
    }
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, 1 << 15);
      need(part);
      buffer.get(bytes, done, part);
      done += part;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  Object value(long type) throws IOException {
    return switch ((int) type) {
      case 0, 1, 2, 3, 4, 5, 10, 11 -> whole((int) type);
      case 6, 12 -> fraction((int) type);
      case 7 -> whole(0) != 0;
      case 8 -> string();
      case 9 -> array();
      default -> throw new ModelException(path + " is damaged: value type " + type);
    };
  }

  private long whole(int type) throws IOException {
    need(width(type));
    return switch (type) {
      case 0, 7 -> Byte.toUnsignedLong(buffer.get());
      case 1 -> buffer.get();
      case 2 -> Short.toUnsignedLong(buffer.getShort());
      case 3 -> buffer.getShort();
      case 4 -> Integer.toUnsignedLong(buffer.getInt());
      case 5 -> buffer.getInt();
      default -> buffer.getLong();
    };
  }

  private double fraction(int type) throws IOException {
    need(width(type));
    return type == 6 ? buffer.getFloat() : buffer.getDouble();
  }

  private static int width(int type) {
    return switch (type) {
      case 0, 1, 7 -> 1;
      case 2, 3 -> 2;
      case 4, 5, 6 -> 4;
      default -> 8;
    };
  }

  private Array array() throws IOException {
    int type = (int) u32();
    long length = i64();
    if (type < 0 || type > 12 || type == 9) {
      throw new ModelException(path + " is damaged: array of type " + type);
    }
    if (length < 0
        || length > Integer.MAX_VALUE - 8
        || length > (size - position()) / (type == 8 ? 8 : width(type))) {
      throw truncated();
    }
    if (type == 8) {
      return new Array(length, 0, 0, repeats(length));
    }
    long smallest = length == 0 ? 0 : Long.MAX_VALUE;
    long largest = length == 0 ? 0 : Long.MIN_VALUE;
    for (long i = 0; i < length; i++) {
      if (type == 6 || type == 12) {
        fraction(type);
      } else {
        long value = whole(type);
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
      }
    }
    return new Array(length, smallest, largest, false);
  }

  /** Reads texts, keeping their 64-bit hashes (FNV-1a) only. */
  private boolean repeats(long length) throws IOException {
    long[] hashes = new long[Math.toIntExact(length)];
    int known = 0;
    for (long i = 0; i < length; i++) {
      long left = bounded(i64(), LONGEST_STRING, "length of a string");
      boolean empty = left == 0;
      long hash = 0xcbf29ce484222325L;
      while (left > 0) {
        int part = (int) Math.min(left, 1 << 15);
        need(part);
        for (int k = 0; k < part; k++) {
          hash = (hash ^ (buffer.get() & 0xFF)) * 0x100000001b3L;
        }
        left -= part;
      }
      if (!empty) {
        hashes[known++] = hash;
      }
    }
    Arrays.sort(hashes, 0, known);
    for (int i = 1; i < known; i++) {
      if (hashes[i] == hashes[i - 1]) {
        return true;
      }
    }
    return false;
  }

  Tensor tensor() throws IOException {
    String name = string();
    int dimensions = (int) bounded(u32(), 4, "number of dimensions of " + name);
    long elements = 1;
    long first = 1;
    for (int i = 0; i < dimensions; i++) {
      long extent = bounded(i64(), 1L << 40, "extent of " + name);
      first = i == 0 ? extent : first;
      if (extent != 0 && elements > (1L << 44) / extent) {
        throw new ModelException(path + " is damaged: tensor " + name + " is absurdly large");
      }
      elements *= extent;
    }
    int type = (int) u32();
    long offset = bounded(i64(), size, "offset of " + name);
    if (type < 0 || type >= TYPES.length || TYPES[type][0] == 0) {
      throw new ModelException(
          path + " has weights of type " + type + " (" + name + "), which cannot be used");
    }
    int[] block = TYPES[type];
    if (first % block[0] != 0) {
      throw new ModelException(path + " is damaged: rows of " + name + " end inside a block");
    }
    return new Tensor(name, offset, elements / block[0] * block[1]);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
