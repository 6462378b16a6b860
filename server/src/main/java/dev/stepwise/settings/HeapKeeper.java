package dev.stepwise.settings;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;

/**
 * Keeps the heap small during large pieces of work. What they hold lives long enough to get old and
 * then dies; the collector would let it lie until all the memory it may take is used up, which on a
 * large machine is gigabytes. For use by several threads.
 */
public final class HeapKeeper {
  /** So much may come on top of what was in use after the last collection. */
  private static final long SLACK_BYTES = 64L << 20;

  /** In use after the last collection of ours, or less where another one was seen to free more. */
  private static long kept = Long.MAX_VALUE;

  private HeapKeeper() {}

  /** To be called now and then; collects only where it pays. */
  public static synchronized void check() {
    if (kept == Long.MAX_VALUE) {
      kept = afterLastCollection();
    }
    if (sinceCollected() > SLACK_BYTES) {
      System.gc();
      kept = used();
    }
  }

  /** Bytes in use on top of what was kept when the heap was last seen clean. */
  static synchronized long sinceCollected() {
    kept = Math.min(kept, used());
    return used() - kept;
  }

  /** What is in use when the work begins may be the garbage of work before. */
  private static long afterLastCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
