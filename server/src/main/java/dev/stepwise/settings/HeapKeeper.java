package dev.stepwise.settings;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * Keeps the heap small during large pieces of work. What they hold lives long enough to get old and
 * then dies; the collector would let it lie until all the memory it may take is used up, which on a
 * large machine is gigabytes. For use by several threads.
 */
public final class HeapKeeper {
  /** So much may come on top of what was in use after the last collection. */
  private static final long SLACK_BYTES = 64L << 20;

  private static final List<MemoryPoolMXBean> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  private HeapKeeper() {}

  /** To be called now and then; collects only where it pays. */
  public static synchronized void check() {
    if (sinceCollected() > SLACK_BYTES) {
      System.gc();
    }
  }

  /**
   * Bytes that came since each pool was last collected. Counted from there and not from when the
   * work began, which may find the garbage of the work before: it would be taken for something
   * kept.
   */
  static long sinceCollected() {
    return POOLS.stream().mapToLong(HeapKeeper::sinceCollected).sum();
  }

  private static long sinceCollected(MemoryPoolMXBean pool) {
    MemoryUsage kept = pool.getCollectionUsage();
    return pool.getUsage().getUsed() - (kept == null ? 0 : kept.getUsed());
  }
}
