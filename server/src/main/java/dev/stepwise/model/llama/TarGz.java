package dev.stepwise.model.llama;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads the archives npm makes: gzip around plain tar with short names. */
final class TarGz {
  private static final int BLOCK = 512;

  private TarGz() {}

  /** Writes the plain files below {@code prefix} whose names match into {@code folder}. */
  static void unpack(InputStream archive, String prefix, Pattern wanted, Path folder)
      throws IOException {
    InputStream in = new BufferedInputStream(new GZIPInputStream(archive), 1 << 16);
    byte[] header = in.readNBytes(BLOCK);
    while (header.length == BLOCK && header[0] != 0) {
      String name = field(header, 345, 155) + field(header, 0, 100);
      long size = Long.parseLong(field(header, 124, 12).strip(), 8);
      String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
      boolean plain = header[156] == '0' || header[156] == 0;
      if (plain && wanted.matcher(rest).matches()) {
        try (OutputStream out = Files.newOutputStream(folder.resolve(rest))) {
          copy(in, out, size);
        }
      } else {
        in.skipNBytes(size);
      }
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      header = in.readNBytes(BLOCK);
    }
  }

  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    long left = size;
    while (left > 0) {
      byte[] part = in.readNBytes((int) Math.min(left, 1 << 16));
      if (part.length == 0) {
        throw new IOException("archive ends early");
      }
      out.write(part);
      left -= part.length;
    }
  }

  private static String field(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }
}
