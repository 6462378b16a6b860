package dev.stepwise.settings;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What other threads work out, taken as if it had been worked out here. */
public final class Background {
  private Background() {}

  /**
   * Waits for a result; what the work threw is thrown here.
   *
   * @throws CancellationException if this thread is interrupted meanwhile
   */
  public static <T> T result(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
