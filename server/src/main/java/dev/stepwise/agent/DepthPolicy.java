package dev.stepwise.agent;

/**
 * When to deepen, when to decide and when to go back: all of it is here. The figures were chosen on
 * the example workspaces and on QuixBugs; every constant says what it trades.
 */
public final class DepthPolicy {
  /** Small, so that an easy bug is over before the second batch is even ranked. */
  private static final int FIRST_BATCH = 24;

  /**
   * Each batch is twice the one before: few steps for many hypotheses once the easy ones failed.
   */
  private static final int BATCH_GROWTH = 2;

  /** Beyond this a step takes too long to be followed or cancelled by a person. */
  private static final int LARGEST_BATCH = 256;

  /** A scope at this share of the first one's suspicion is searched together with it. */
  private static final double TIE = 0.8;

  /** More than three methods at once dilute the ranking more than they add. */
  private static final int MOST_OPENED_AT_ONCE = 3;

  /** Hypotheses tried before the next scopes are opened too: about five seconds of work. */
  private static final int WIDEN_AFTER = 500;

  /**
   * Hypotheses tried before the model is asked to write: trying these takes a second, writing takes
   * several.
   */
  private static final int WRITE_AFTER = 72;

  /** Hypotheses tried before promising edits are combined. */
  private static final int COMBINE_AFTER = 168;

  /**
   * Hypotheses tried after one passed, so that a better-looking or more careful one can still win:
   * what only just passes the tests often comes right before what is meant.
   */
  private static final int LOOK_ON = 32;

  /** Fixes kept for comparison; three are shown. */
  private static final int ENOUGH_PASSED = 8;

  private DepthPolicy() {}

  /** Size of the next batch. */
  public static int batchSize(Search search) {
    if (!search.passed().isEmpty()) {
      return LOOK_ON;
    }
    long size = FIRST_BATCH;
    for (int i = 0; i < search.batches() && size < LARGEST_BATCH; i++) {
      size *= BATCH_GROWTH;
    }
    return (int) Math.min(size, LARGEST_BATCH);
  }

  /** How many scopes are opened at first: the most suspicious one and those about equal to it. */
  public static int openAtFirst(double[] suspicion) {
    int open = 0;
    while (open < Math.min(suspicion.length, MOST_OPENED_AT_ONCE)
        && suspicion[open] >= TIE * suspicion[0]) {
      open++;
    }
    return open;
  }

  /** How many scopes are open after going back to look further. */
  public static int openFurther(State state) {
    return Math.min(state.scopes().size(), state.opened() + MOST_OPENED_AT_ONCE);
  }

  /** Whether it is time to look at other methods as well. */
  public static boolean widen(State state) {
    return state.search().triedHere() >= WIDEN_AFTER && state.opened() < state.scopes().size();
  }

  /** Whether it is time to let the model write candidates. */
  public static boolean write(Search search) {
    return !search.modelAsked() && search.passed().isEmpty() && search.tried() >= WRITE_AFTER;
  }

  /** Whether it is time to combine two edits. */
  public static boolean combine(Search search) {
    return !search.pairsMade()
        && search.passed().isEmpty()
        && search.promising().size() >= 2
        && search.tried() >= COMBINE_AFTER;
  }

  /** Whether the fixes found so far suffice. */
  public static boolean decided(State state) {
    Search search = state.search();
    return !search.passed().isEmpty()
        && ((state.situation().isCompileProblem()
                && search.passed().stream().anyMatch(Passed::verified))
            || search.passed().size() >= ENOUGH_PASSED
            || search.triedSince() >= LOOK_ON);
  }
}
