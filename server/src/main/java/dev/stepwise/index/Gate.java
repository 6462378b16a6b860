package dev.stepwise.index;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Where work in the background stands back while somebody waits for an answer: a first build would
 * otherwise take all processors, and a question that is answered in a millisecond would wait in
 * line behind it, once for every thread that it passes through. For several threads.
 */
public final class Gate {
  /** Whoever waits for longer waits for something else. */
  private static final Duration MOST = Duration.ofMillis(100);

  private final long mostNanos;

  private int waiting;
  private long since;
  private volatile boolean closed;

  /** Open. */
  public Gate() {
    this(MOST);
  }

  /**
   * Open.
   *
   * @param most so long after it was closed last it no longer holds anybody back
   */
  public Gate(Duration most) {
    mostNanos = most.toNanos();
  }

  /** Somebody waits for an answer from now on. */
  public synchronized void close() {
    waiting++;
    since = System.nanoTime();
    closed = true;
  }

  /** One of those who waited has the answer. */
  public synchronized void open() {
    waiting--;
    if (waiting == 0) {
      closed = false;
      notifyAll();
    }
  }

  /** Whether anybody waits. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * To be called by the work in the background every millisecond or so; costs nothing while nobody
   * waits, and returns after a tenth of a second whoever waits.
   */
  public void pass() {
    if (closed) {
      standBack();
    }
  }

  private synchronized void standBack() {
    try {
      long left = since + mostNanos - System.nanoTime();
      while (closed && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = since + mostNanos - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
