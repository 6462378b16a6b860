package dev.stepwise.agent;

import dev.stepwise.agent.step.Pool;
import dev.stepwise.repair.rank.Guard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How far the search for a fix has come.
 *
 * @param pool hypotheses not tried yet; the one part of a state that moves on in place
 * @param batch what to try next
 * @param effort what was done so far
 * @param used what has been brought in for the open scopes
 * @param promising the nearest first, at most {@link #MAX_PROMISING}
 * @param passed what compiler and tests accept
 * @param obstacle why nothing can be verified, empty while it can
 */
public record Search(
    Pool pool,
    List<Hypothesis> batch,
    Effort effort,
    Set<Means> used,
    List<Promising> promising,
    List<Passed> passed,
    String obstacle) {

  /** Pairs grow with its square: 24 give at most 276. */
  public static final int MAX_PROMISING = 24;

  /** Kept for comparison; three are shown. */
  private static final int MAX_PASSED = 24;

  /** What costs more than the rules, and is brought in when they did not suffice. */
  public enum Means {
    /** The model ranks what the rules made. */
    RANKING,
    /** The model writes candidates. */
    WRITING,
    /** Promising edits are combined. */
    PAIRS,
    /** The rules go on from the most promising edits. */
    BUILDING,
    /** Rules that know nothing of the compile error. */
    OTHER_RULES
  }

  public Search {
    batch = List.copyOf(batch);
    used = Set.copyOf(used);
    promising = List.copyOf(promising);
    passed = passed.stream().limit(MAX_PASSED).toList();
  }

  static Search empty() {
    return new Search(new Pool(), List.of(), Effort.NONE, Set.of(), List.of(), List.of(), "");
  }

  public boolean used(Means means) {
    return used.contains(means);
  }

  /** With one more means in use. */
  public Search using(Means means) {
    EnumSet<Means> more = EnumSet.of(means);
    more.addAll(used);
    return new Search(pool, batch, effort, more, promising, passed, obstacle);
  }

  /** With a batch to try, drawn after {@code made} more candidates were made. */
  public Search propose(List<Hypothesis> next, int made) {
    return new Search(pool, next, effort.proposed(made), used, promising, passed, obstacle);
  }

  /** The batch is done with; these were promising, these passed. */
  public Search verified(int count, List<Promising> nearer, List<Passed> accepted, double seconds) {
    List<Promising> allNearer = Promising.best(promising, nearer, MAX_PROMISING);
    List<Passed> allPassed = new ArrayList<>(passed);
    allPassed.addAll(accepted);
    if (allPassed.size() > MAX_PASSED) {
      // What there is least against is kept, not what was found first.
      allPassed.sort(Comparator.comparingDouble(Search::doubt));
    }
    Effort more = effort.verified(count, !passed.isEmpty(), seconds);
    return new Search(pool, List.of(), more, used, allNearer, allPassed, obstacle);
  }

  private static double doubt(Passed passed) {
    return Guard.doubt(
        new Guard.Passing(passed.hypothesis().candidate(), passed.hypothesis().before(), 0));
  }

  /** More scopes are open: what the model was asked about the others does not count. */
  public Search opened() {
    EnumSet<Means> kept = EnumSet.noneOf(Means.class);
    kept.addAll(used);
    kept.remove(Means.WRITING);
    kept.remove(Means.BUILDING);
    return new Search(pool, batch, effort.elsewhere(), kept, promising, passed, obstacle);
  }

  /** Nothing more can be verified, for this reason. */
  public Search blocked(String why) {
    return new Search(pool, List.of(), effort, used, promising, passed, why);
  }
}
