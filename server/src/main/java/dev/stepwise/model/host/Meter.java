package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Usage;
import dev.stepwise.model.http.Wire;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Tells what each request used. A model only has totals, so requests of one urgency go one after
 * another, in the order in which they came; the engine would not run them side by side either. An
 * interactive request overtakes background work, whose share is what is left of the total.
 */
final class Meter {
  private static final int PATIENCE_MILLIS = 20;

  private final LanguageModel model;
  private final Lane interactive;
  private final Lane background;

  Meter(LanguageModel model) {
    this.model = model;
    interactive = new Lane(model);
    background = new Lane(model.inBackground());
  }

  /** A result and what it took. */
  record Metered<T>(T result, Usage usage) {}

  /** Requests of one urgency. */
  private static final class Lane {
    final LanguageModel model;
    final ReentrantLock oneAtATime = new ReentrantLock(true);
    private Usage used = Usage.NONE;

    Lane(LanguageModel model) {
      this.model = model;
    }

    synchronized Usage used() {
      return used;
    }

    synchronized void add(Usage more) {
      used = used.plus(more);
    }
  }

  LanguageModel model() {
    return model;
  }

  /**
   * Runs a request on the model, or on its background view where the request asks for that.
   *
   * @throws CancellationException if the budget was cancelled before it was this request's turn
   */
  <T> Metered<T> run(Route.Asked asked, Function<LanguageModel, T> request) {
    Lane lane = inBackground(asked.body()) ? background : interactive;
    Lane other = lane.equals(background) ? interactive : background;
    try {
      while (!lane.oneAtATime.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        asked.budget().checkCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    try {
      Usage before = model.usage();
      Usage othersBefore = other.used();
      T result = request.apply(lane.model);
      Usage others = other.used().minus(othersBefore);
      Usage mine = model.usage().minus(before).minus(others);
      lane.add(mine);
      return new Metered<>(result, mine);
    } finally {
      lane.oneAtATime.unlock();
    }
  }

  private static boolean inBackground(JsonNode body) {
    return body.path(Wire.BACKGROUND).asBoolean(false)
        || body.path(Wire.EXTENSION).path(Wire.BACKGROUND).asBoolean(false);
  }
}
