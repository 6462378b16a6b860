package dev.stepwise.model.llama;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes GGUF headers, honest and dishonest ones. */
final class GgufBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static GgufBytes start(long tensors, long keys) {
    return new GgufBytes().text("GGUF").u32(3).i64(tensors).i64(keys);
  }

  GgufBytes text(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  GgufBytes u32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  GgufBytes i64(long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  GgufBytes string(String ascii) {
    return i64(ascii.length()).text(ascii);
  }

  GgufBytes keyText(String key, String value) {
    return string(key).u32(8).string(value);
  }

  GgufBytes keyNumber(String key, int value) {
    return string(key).u32(4).u32(value);
  }

  GgufBytes tensor(String name, int type, long offset, long... extents) {
    string(name).u32(extents.length);
    for (long extent : extents) {
      i64(extent);
    }
    return u32(type).i64(offset);
  }

  GgufBytes zeros(int count) {
    out.writeBytes(new byte[count]);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
