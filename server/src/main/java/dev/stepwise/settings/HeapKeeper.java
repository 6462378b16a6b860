package dev.stepwise.settings;

/**
 * Keeps the heap small during large pieces of work. What they hold lives long enough to get old and
 * then dies; the collector would let it lie until all the memory it may take is used up, which on a
 * large machine is gigabytes. For use by several threads.
 */
public final class HeapKeeper {
  /** So much may come on top of what is really used. */
  private static final long SLACK_BYTES = 112L << 20;

  private long kept = used();

  /** To be called now and then. */
  public synchronized void check() {
    if (used() - kept > SLACK_BYTES) {
      System.gc();
      kept = used();
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
