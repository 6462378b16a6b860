package dev.stepwise.model.host;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Who is served at the moment, and for how long nobody was. */
final class Activity {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int open;
  private long idleSince = System.nanoTime();
  private boolean closed;

  /** Whether a request may begin; if so, {@link #end} must follow. */
  boolean begin() {
    lock.lock();
    try {
      if (!closed) {
        open++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      open--;
      idleSince = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets no request begin any more, provided that there was none for so long. */
  boolean closeIfIdle(Duration idle) {
    lock.lock();
    try {
      closed |= open == 0 && System.nanoTime() - idleSince >= idle.toNanos();
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for so long. */
  void await(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.max(1, time.toNanos());
      while (left > 0) {
        left = changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
      }
    } finally {
      lock.unlock();
    }
  }
}
