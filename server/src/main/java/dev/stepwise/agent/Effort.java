package dev.stepwise.agent;

/**
 * What the search has cost so far.
 *
 * @param batches how many batches were made
 * @param candidates how many candidates were made
 * @param tried how many hypotheses were compiled and tested
 * @param triedHere how many of these since scopes were last opened
 * @param triedSince how many of these since the first one passed
 * @param seconds that verifying took
 * @param rate how many hypotheses were verified in a second, as measured in the last batch: the
 *     first one starts compilers and tests and tells little of the later ones
 */
public record Effort(
    int batches,
    int candidates,
    int tried,
    int triedHere,
    int triedSince,
    double seconds,
    double rate) {
  static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0, 0);

  Effort proposed(int made) {
    return new Effort(batches + 1, candidates + made, tried, triedHere, triedSince, seconds, rate);
  }

  Effort verified(int count, boolean afterFirst, double took) {
    return new Effort(
        batches,
        candidates,
        tried + count,
        triedHere + count,
        afterFirst ? triedSince + count : triedSince,
        seconds + took,
        count / Math.max(took, 0.001));
  }

  Effort elsewhere() {
    return new Effort(batches, candidates, tried, 0, triedSince, seconds, rate);
  }
}
