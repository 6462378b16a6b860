package dev.stepwise.bench.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** This process's memory and processor time as the system counts them. */
final class Memory {
  private Memory() {}

  /** Processor time of all threads so far; 0 where the system does not tell. */
  static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(d -> d.toMillis() / 1e3)
        .orElse(0.0);
  }

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
