package dev.stepwise.repair.rank;

import dev.stepwise.settings.Budget;
import java.util.List;

/**
 * An order of candidates that is worked out only as far as it is asked for, because verifying the
 * best few is often enough. Not safe for use by several threads.
 */
public interface Ranking {

  /**
   * The best {@code count} of those not returned yet, best first; fewer at the end, empty when all
   * were returned. A spent budget is no error: the rest then comes in the order known so far.
   *
   * @throws java.util.concurrent.CancellationException if the user cancelled
   */
  List<Ranked> next(int count, Budget budget);
}
