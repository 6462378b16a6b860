package dev.stepwise.agent;

import dev.stepwise.repair.Candidate;

/**
 * A candidate that is worth a try.
 *
 * @param before text of the candidate's file that its edits refer to
 * @param score natural logarithm of how plausible it is, up to a constant
 * @param rank one-based place in the order of trying
 */
public record Hypothesis(Candidate candidate, String before, double score, int rank) {

  /** The file's text with the change. */
  public String after() {
    return candidate.applyTo(before);
  }
}
