package dev.stepwise.verify.runner;

/**
 * Counts the steps of instrumented code: one at each method entry and before each backward branch.
 * An endless loop ends at the same step on every machine. Called by instrumented code, for which it
 * must be static; each {@link CandidateLoader} defines a class of its own from this one, so that a
 * thread left behind by one variant cannot use up the steps of the next.
 */
public final class Ticks implements StepMeter {
  private static long left = Long.MAX_VALUE;
  private static long allowed = Long.MAX_VALUE;

  /** Only there to reach this class's counter from outside. */
  public Ticks() {}

  /** Instrumented code calls this. */
  public static void tick() {
    if (--left < 0) {
      throw new StepLimit();
    }
  }

  @Override
  public void allow(long steps) {
    allowed = steps;
    left = steps;
  }

  @Override
  public long taken() {
    return allowed - left;
  }

  @Override
  public boolean exceeded() {
    return left < 0;
  }
}
