package dev.stepwise.agent;

import dev.stepwise.agent.step.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the search for a fix has come.
 *
 * @param pool hypotheses not tried yet; the one part of a state that moves on in place
 * @param batch what to try next
 * @param batches how many batches were made
 * @param candidates how many candidates were made
 * @param tried how many hypotheses were compiled
 * @param triedHere how many of these since scopes were last opened
 * @param modelAsked whether the model has been asked to write candidates for the open scopes
 * @param pairsMade whether promising edits have been combined
 * @param promising edits that brought the target nearer without reaching it, at most {@link
 *     #MAX_PROMISING}
 * @param passed what compiler and tests accept
 * @param triedSince how many hypotheses were tried since the first one passed
 * @param obstacle why nothing can be verified, empty while it can
 */
public record Search(
    Pool pool,
    List<Hypothesis> batch,
    int batches,
    int candidates,
    int tried,
    int triedHere,
    boolean modelAsked,
    boolean pairsMade,
    List<Hypothesis> promising,
    List<Passed> passed,
    int triedSince,
    String obstacle) {

  /** Pairs grow with its square: 24 give at most 276. */
  public static final int MAX_PROMISING = 24;

  public Search {
    batch = List.copyOf(batch);
    promising = promising.stream().limit(MAX_PROMISING).toList();
    passed = List.copyOf(passed);
  }

  static Search empty() {
    return new Search(new Pool(), List.of(), 0, 0, 0, 0, false, false, List.of(), List.of(), 0, "");
  }

  /** With a batch to try, drawn after {@code made} more candidates were made. */
  public Search propose(List<Hypothesis> next, int made) {
    return new Search(
        pool,
        next,
        batches + 1,
        candidates + made,
        tried,
        triedHere,
        modelAsked,
        pairsMade,
        promising,
        passed,
        triedSince,
        obstacle);
  }

  /** The batch is done with; these were promising, these passed. */
  public Search verified(int count, List<Hypothesis> nearer, List<Passed> accepted) {
    List<Hypothesis> allNearer = new ArrayList<>(promising);
    allNearer.addAll(nearer);
    List<Passed> allPassed = new ArrayList<>(passed);
    allPassed.addAll(accepted);
    return new Search(
        pool,
        List.of(),
        batches,
        candidates,
        tried + count,
        triedHere + count,
        modelAsked,
        pairsMade,
        allNearer,
        allPassed,
        passed.isEmpty() ? 0 : triedSince + count,
        obstacle);
  }

  /** More scopes are open: the model has not been asked about them yet. */
  public Search opened() {
    return new Search(
        pool,
        batch,
        batches,
        candidates,
        tried,
        0,
        false,
        pairsMade,
        promising,
        passed,
        triedSince,
        obstacle);
  }

  public Search asked() {
    return new Search(
        pool,
        batch,
        batches,
        candidates,
        tried,
        triedHere,
        true,
        pairsMade,
        promising,
        passed,
        triedSince,
        obstacle);
  }

  public Search paired() {
    return new Search(
        pool,
        batch,
        batches,
        candidates,
        tried,
        triedHere,
        modelAsked,
        true,
        promising,
        passed,
        triedSince,
        obstacle);
  }

  /** Nothing more can be verified, for this reason. */
  public Search blocked(String why) {
    return new Search(
        pool,
        List.of(),
        batches,
        candidates,
        tried,
        triedHere,
        modelAsked,
        pairsMade,
        promising,
        passed,
        triedSince,
        why);
  }
}
