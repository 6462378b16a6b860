package dev.stepwise.verify.runner;

/**
 * Counts the steps of instrumented code: one at each method entry and before each backward branch,
 * and one for every {@link #BYTES} that the thread allocates, whoever allocates them: a loop that
 * copies an ever longer text is in library code most of its time. An endless loop ends at about the
 * same step on every machine. Called by instrumented code, for which it must be static; each {@link
 * CandidateLoader} defines a class of its own from this one, so that a thread left behind by one
 * variant cannot use up the steps of the next.
 */
public final class Ticks implements StepMeter {
  /** Bytes that are allocated and copied in about the time of a loop round. */
  static final int BYTES = 512;

  /** Loop rounds and calls between two looks at what was allocated. */
  private static final int ROUNDS = 64;

  private static long allowed = Long.MAX_VALUE;
  private static long left = Long.MAX_VALUE - ROUNDS;

  /** Taken from what is left, and not used up yet. */
  private static int rounds = ROUNDS;

  private static boolean exceeded;
  private static Thread owner = Thread.currentThread();
  private static long allocated = Allocation.ofThisThread();

  /** Only there to reach this class's counter from outside. */
  public Ticks() {}

  /** Instrumented code calls this. */
  public static void tick() {
    if (--rounds < 0) {
      refill();
    }
  }

  private static void refill() {
    rounds = 0;
    charge();
    if (left <= 0) {
      exceeded = true;
      throw new StepLimit();
    }
    take();
    rounds--;
  }

  private static void take() {
    rounds = (int) Math.min(ROUNDS, Math.max(0, left));
    left -= rounds;
  }

  /** Counts what this thread allocated since it was looked at last. */
  private static void charge() {
    long now = Allocation.ofThisThread();
    if (Thread.currentThread().equals(owner)) {
      long steps = (now - allocated) / BYTES;
      left -= steps;
      allocated += steps * BYTES;
    } else {
      owner = Thread.currentThread();
      allocated = now;
    }
  }

  @Override
  public void allow(long steps) {
    allowed = steps;
    left = steps;
    exceeded = false;
    owner = Thread.currentThread();
    allocated = Allocation.ofThisThread();
    take();
  }

  @Override
  public long taken() {
    charge();
    return allowed - left - rounds;
  }

  @Override
  public boolean exceeded() {
    return exceeded;
  }
}
