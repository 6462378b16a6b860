package dev.stepwise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory this process and its children took at most, as Linux counts it. */
public final class PeakMemory {
  private PeakMemory() {}

  /**
   * Peak resident megabytes of this process and of those of its children that live; 0 where the
   * system does not tell. A sum of peaks: never less than the peak of the sum.
   */
  public static int residentMb() {
    ProcessHandle self = ProcessHandle.current();
    return (int)
            Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(p -> peakKilobytes(p.pid()))
                .sum()
        / 1024;
  }

  /** Begins anew for this process, where the system allows it (Linux: man 5 proc, clear_refs). */
  public static void reset() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    } catch (IOException e) {
      // Then the peak is that since the start, which is never less.
    }
  }

  private static long peakKilobytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(l -> l.startsWith("VmHWM:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // The process ended meanwhile, or this is not Linux.
      return 0;
    }
  }
}
