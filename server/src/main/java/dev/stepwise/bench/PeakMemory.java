package dev.stepwise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * How much memory this process and its children take at most at the same time, as Linux counts it:
 * looked at ten times a second, so that children which come and go meanwhile count too. Pages that
 * several processes share count once for each.
 */
public final class PeakMemory implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  private final AtomicLong peakKilobytes = new AtomicLong();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stepwise-memory").factory());

  /** Begins to look. */
  public PeakMemory() {
    ScheduledFuture<?> _ =
        watch.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Megabytes at most so far; 0 where the system does not tell. */
  public int residentMb() {
    look();
    return (int) (peakKilobytes.get() / 1024);
  }

  private void look() {
    ProcessHandle self = ProcessHandle.current();
    long now =
        Stream.concat(Stream.of(self), self.descendants())
            .mapToLong(p -> residentKilobytes(p.pid()))
            .sum();
    peakKilobytes.accumulateAndGet(now, Math::max);
  }

  private static long residentKilobytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(l -> l.startsWith("VmRSS:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // The process ended meanwhile, or this is not Linux.
      return 0;
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
