package dev.stepwise.verify.runner;

/**
 * Counts the steps of instrumented code: one at each method entry and before each backward branch.
 * An endless loop ends at the same step on every machine. Called by instrumented code only, for
 * which it must be static.
 */
public final class Ticks {
  private static long left = Long.MAX_VALUE;

  private Ticks() {}

  /** Instrumented code calls this. */
  public static void tick() {
    if (--left < 0) {
      throw new StepLimit();
    }
  }

  static void allow(long steps) {
    left = steps;
  }

  static boolean exceeded() {
    return left < 0;
  }

  /** Unwinds a test that ran too long. Code that catches it meets it again at its next step. */
  static final class StepLimit extends Error {
    private static final long serialVersionUID = 1;

    StepLimit() {
      super("ran past its limit of steps", null, false, false);
    }
  }
}
