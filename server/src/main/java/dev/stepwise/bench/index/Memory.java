package dev.stepwise.bench.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** This process's memory as Linux counts it. */
final class Memory {
  private Memory() {}

  /** Megabytes of one line of {@code /proc/self/status}; 0 where the system does not tell. */
  static double megabytes(String line) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(l -> l.startsWith(line))
          .mapToDouble(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
