package dev.stepwise.agent;

import dev.stepwise.settings.Budget;

/** Asks after every step: is this right, does it need more? */
@FunctionalInterface
interface SelfCheck {

  /** What to do after {@code phase} left the run in {@code state}. */
  Verdict judge(Phase phase, State state, Budget budget);
}
