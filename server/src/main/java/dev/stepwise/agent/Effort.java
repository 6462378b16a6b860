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
 */
public record Effort(
    int batches, int candidates, int tried, int triedHere, int triedSince, double seconds) {
  static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0);

  /** How many hypotheses can be verified in a second, as measured in this run. */
  public double rate() {
    return tried == 0 ? 0 : tried / Math.max(seconds, 0.001);
  }

  Effort proposed(int made) {
    return new Effort(batches + 1, candidates + made, tried, triedHere, triedSince, seconds);
  }

  Effort verified(int count, boolean afterFirst, double took) {
    return new Effort(
        batches,
        candidates,
        tried + count,
        triedHere + count,
        afterFirst ? triedSince + count : triedSince,
        seconds + took);
  }

  Effort elsewhere() {
    return new Effort(batches, candidates, tried, 0, triedSince, seconds);
  }
}
