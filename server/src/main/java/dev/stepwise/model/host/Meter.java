package dev.stepwise.model.host;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Tells what each request used. A model only has totals, so requests go one after another, in the
 * order in which they came; the engine would not run them side by side either.
 */
final class Meter {
  private static final int PATIENCE_MILLIS = 20;

  private final LanguageModel model;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  Meter(LanguageModel model) {
    this.model = model;
  }

  /** A result and what it took. */
  record Metered<T>(T result, Usage usage) {}

  LanguageModel model() {
    return model;
  }

  /**
   * @throws CancellationException if the budget was cancelled before it was this request's turn
   */
  <T> Metered<T> run(Budget budget, Supplier<T> request) {
    try {
      while (!oneAtATime.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        budget.checkCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    try {
      Usage before = model.usage();
      T result = request.get();
      return new Metered<>(result, model.usage().minus(before));
    } finally {
      oneAtATime.unlock();
    }
  }
}
