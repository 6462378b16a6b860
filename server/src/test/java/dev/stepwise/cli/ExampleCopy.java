package dev.stepwise.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of an example workspace, and what its files hold. */
public final class ExampleCopy {
  private ExampleCopy() {}

  /** Copies {@code server/examples/NAME} without build output. */
  public static Path of(String name, Path into) throws IOException {
    Path from = Path.of("examples", name);
    Path to = into.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> !from.relativize(f).startsWith("target")).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** Every file's bytes as text, to compare before and after; folders are there as names. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.forEach(
          f ->
              contents.put(
                  folder.relativize(f).toString(), Files.isRegularFile(f) ? bytes(f) : "folder"));
    }
    return contents;
  }

  private static String bytes(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, StandardCharsets.ISO_8859_1) + Arrays.hashCode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
