package dev.stepwise.repair.model;

/**
 * How much the model writes.
 *
 * @param samples continuations in all
 * @param maxTokens upper bound of tokens for each
 * @param temperature above 0, so that samples differ; lines are searched, not drawn
 * @param seed makes drawing repeatable
 */
public record Sampling(int samples, int maxTokens, double temperature, long seed) {
  /** A fix is one to four lines: 110 tokens held 99 % of those the weights were tuned on. */
  public static final Sampling LINES = new Sampling(10, 110, 0.8, 1);

  public static final Sampling METHOD = new Sampling(4, 700, 0.6, 1);

  public Sampling withSamples(int count) {
    return new Sampling(count, maxTokens, temperature, seed);
  }

  public Sampling withSeed(long other) {
    return new Sampling(samples, maxTokens, temperature, other);
  }
}
