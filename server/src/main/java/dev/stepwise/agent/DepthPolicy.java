package dev.stepwise.agent;

import dev.stepwise.agent.Search.Means;
import dev.stepwise.repair.rank.Guard;
import java.time.Duration;
import java.util.List;

/**
 * When to deepen, when to decide and when to go back: all of it is here. The figures were chosen on
 * the example workspaces and on QuixBugs; every constant says what it trades.
 *
 * <p>Measured on two cores, compiling and testing a change takes 2 to 10 ms and ranking it by the
 * model 10 to 40. So a few hundred changes are best tried at once, in the order of suspicion and
 * prior, and the model then chooses among those that pass; only where there are more does it pay to
 * have it rank them first.
 */
public final class DepthPolicy {
  /** Small, so that the speed of verifying is known soon and an easy bug is over at once. */
  private static final int FIRST_BATCH = 24;

  /** Later batches: large enough to keep the compilers busy, small enough to follow and cancel. */
  private static final int LARGEST_BATCH = 256;

  /**
   * A batch may be so many times as large as the one before: compilers become fast as they work.
   */
  private static final int GROWTH = 4;

  /** What can be verified in this time is not worth ranking: the model would need as long. */
  private static final double QUICK_SECONDS = 6;

  /** A batch takes about this long, so that a person sees something happen. */
  private static final double BATCH_SECONDS = 2;

  /** The first batch that is ranked needs the scores of all places, the later ones less. */
  private static final double RANKING_SECONDS = 4;

  /** A scope at this share of the first one's suspicion is searched together with it. */
  private static final double TIE = 0.8;

  /** More than three methods at once dilute the ranking more than they add. */
  private static final int MOST_OPENED_AT_ONCE = 3;

  /** Hypotheses tried before the next scopes are opened too: some ten seconds of work. */
  private static final int WIDEN_AFTER = 1_500;

  /** Hypotheses tried before the model is asked to write: about as long as writing takes. */
  private static final int WRITE_AFTER = 1_200;

  /** Hypotheses tried before promising edits are combined. */
  private static final int COMBINE_AFTER = 900;

  /**
   * Hypotheses tried before the rules go on from promising edits: faults in one place are found by
   * then more often than not, and what is left of the time suffices for those in two.
   */
  private static final int BUILD_AFTER = 600;

  /**
   * An edit that lets this share of the failing tests pass is gone on from before all single edits
   * were tried; one below {@link #LEAST_PROGRESS} never: it is mostly chance.
   */
  private static final double MUCH_PROGRESS = 0.5;

  private static final double LEAST_PROGRESS = 0.25;

  /** Going on from an edit takes some five seconds. */
  private static final int MOST_BASES = 3;

  /** The likeliest second edits: the failure tells where to look. */
  public static final int MOST_SECOND_EDITS = 400;

  /**
   * Seconds of verifying spent after a hypothesis passed: what only just passes the tests often
   * comes before what is meant.
   */
  private static final double LOOK_ON_SECONDS = 2;

  /**
   * Hypotheses tried while all that passed is odd: it switches code off, say, or leaves a variable
   * unused. What is meant is then most likely still to come. Some three seconds of work, and on a
   * busy machine no more than {@link #LOOK_ON_SECONDS_IN_DOUBT}.
   */
  private static final int LOOK_ON_IN_DOUBT = 600;

  private static final double LOOK_ON_SECONDS_IN_DOUBT = 10;

  /** So much speaking against a fix is a doubt, in nats: see {@link Guard}. */
  private static final double DOUBT = 2;

  /** Fixes to choose from; more say little new. */
  private static final int ENOUGH_PASSED = 12;

  private DepthPolicy() {}

  /** Size of the next batch. */
  public static int batchSize(Search search) {
    if (search.effort().tried() == 0) {
      return FIRST_BATCH;
    }
    boolean cold = search.effort().tried() <= FIRST_BATCH;
    double affordable = search.effort().rate() * BATCH_SECONDS * (cold ? GROWTH : 1);
    return Math.clamp((int) affordable, FIRST_BATCH, cold ? GROWTH * FIRST_BATCH : LARGEST_BATCH);
  }

  /** Whether the model is to rank what is left: not what is verified sooner than ranked. */
  public static boolean rank(Search search) {
    return !search.used(Means.RANKING)
        && search.passed().isEmpty()
        && search.effort().tried() > FIRST_BATCH
        && search.pool().left() > search.effort().rate() * QUICK_SECONDS;
  }

  /**
   * How long one batch may be ranked: about as long as verifying takes, and less once something
   * passed. What is not ranked by then keeps its place.
   */
  public static Duration rankingTime(Search search, Duration remaining) {
    Duration share = remaining.dividedBy(6);
    double seconds = search.passed().isEmpty() ? RANKING_SECONDS : BATCH_SECONDS / 2;
    Duration most = Duration.ofMillis((long) (1000 * seconds));
    return share.compareTo(most) < 0 ? share : most;
  }

  /**
   * How long the model may write before what it wrote is tried.
   *
   * @param alone whether nothing else makes candidates
   */
  public static Duration writingTime(Duration remaining, boolean alone) {
    if (alone) {
      return remaining.dividedBy(4).multipliedBy(3);
    }
    Duration share = remaining.dividedBy(4);
    Duration most = Duration.ofSeconds(20);
    return share.compareTo(most) < 0 ? share : most;
  }

  /** How long the model may look for suspicious lines. */
  public static Duration studyTime(Duration remaining) {
    return remaining.dividedBy(10);
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
    return state.search().effort().triedHere() >= WIDEN_AFTER
        && state.opened() < state.scopes().size();
  }

  /** Whether it is time to let the model write candidates. */
  public static boolean write(Search search) {
    return !search.used(Means.WRITING)
        && search.passed().isEmpty()
        && search.effort().tried() >= WRITE_AFTER;
  }

  /** Whether it is time to combine two edits. */
  public static boolean combine(Search search) {
    return !search.used(Means.PAIRS)
        && search.passed().isEmpty()
        && search.promising().size() >= 2
        && search.effort().tried() >= COMBINE_AFTER;
  }

  /** Whether it is time to go on from the most promising edits. */
  public static boolean build(Search search) {
    return canBuild(search)
        && bases(search).getFirst().progress() >= MUCH_PROGRESS
        && search.effort().tried() >= BUILD_AFTER;
  }

  /** Whether there are edits to go on from that were not gone on from yet. */
  public static boolean canBuild(Search search) {
    return !search.used(Means.BUILDING) && search.passed().isEmpty() && !bases(search).isEmpty();
  }

  /** The edits to go on from, the nearest first; a third edit would be guessing. */
  public static List<Promising> bases(Search search) {
    return search.promising().stream().filter(DepthPolicy::isBase).limit(MOST_BASES).toList();
  }

  private static boolean isBase(Promising edit) {
    return edit.progress() >= LEAST_PROGRESS && !edit.hypothesis().candidate().isPair();
  }

  /** Whether the fixes found so far suffice. */
  public static boolean decided(State state) {
    Search search = state.search();
    if (search.passed().isEmpty()) {
      return false;
    }
    boolean compiles =
        state.situation().isCompileProblem() && search.passed().stream().anyMatch(Passed::verified);
    boolean doubtful = isDoubtful(state);
    double lookedOn = search.effort().triedSince() / Math.max(1, search.effort().rate());
    return compiles
        || (search.passed().size() >= ENOUGH_PASSED && !doubtful)
        || lookedOn >= (doubtful ? LOOK_ON_SECONDS_IN_DOUBT : LOOK_ON_SECONDS)
        || (doubtful && search.effort().triedSince() >= LOOK_ON_IN_DOUBT)
        || (search.pool().left() == 0 && !lookElsewhere(state));
  }

  /**
   * Whether what is meant may still be in methods that are not open yet: all that passed is odd.
   */
  public static boolean lookElsewhere(State state) {
    return isDoubtful(state) && state.opened() < state.scopes().size();
  }

  private static boolean isDoubtful(State state) {
    return state.search().passed().stream().allMatch(p -> isDoubtful(state, p));
  }

  /** Two edits together pass more tests by chance than one does. */
  private static boolean isDoubtful(State state, Passed passed) {
    if (!ByNature.isNamed(state, passed) || passed.hypothesis().candidate().isPair()) {
      return true;
    }
    Hypothesis hypothesis = passed.hypothesis();
    return Guard.doubt(new Guard.Passing(hypothesis.candidate(), hypothesis.before(), 0)) >= DOUBT;
  }
}
