package dev.stepwise.repair.locate;

import dev.stepwise.settings.Budget;

/** One reason to suspect lines. */
public interface Signal {

  /** Short name in lower case, for the trace. */
  String name();

  /** How much it counts against the others, 1 being coverage. */
  double weight();

  /** Suspicion from 0 to 1 for the lines it speaks of; nothing where it does not apply. */
  LineWeights lines(Evidence evidence, Budget budget);
}
