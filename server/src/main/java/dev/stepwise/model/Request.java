package dev.stepwise.model;

import java.util.List;

/**
 * What to generate.
 *
 * @param samples how many continuations, decoded together
 * @param maxTokens upper bound of generated tokens for each
 * @param sampling how tokens are chosen
 * @param stop generation ends before the first of these strings
 * @param grammar GBNF grammar, or empty for none
 */
public record Request(
    Prompt prompt,
    int samples,
    int maxTokens,
    Sampling sampling,
    List<String> stop,
    String grammar) {

  /**
   * How tokens are chosen.
   *
   * @param temperature 0 means the most likely token; with {@code distinct}, the likeliest
   *     continuations, found by a beam search as wide as the request has samples
   * @param topK 0 means no bound
   * @param distinct whether equal continuations are dropped, so that fewer than asked may return
   */
  public record Sampling(
      double temperature, int topK, double topP, double minP, long seed, boolean distinct) {
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 0, false);

    /** The likeliest continuations instead of drawn ones. */
    public static final Sampling BEAM = new Sampling(0, 0, 1, 0, 0, true);

    /** Whether a beam search is asked for; a server of another make returns one text then. */
    public boolean isBeam() {
      return temperature == 0 && distinct;
    }

    public static Sampling temperature(double temperature, long seed) {
      return new Sampling(temperature, 40, 0.95, 0, seed, true);
    }
  }

  public static Request greedy(Prompt prompt, int maxTokens, String... stop) {
    return new Request(prompt, 1, maxTokens, Sampling.GREEDY, List.of(stop), "");
  }

  public static Request samples(
      Prompt prompt, int samples, int maxTokens, double temperature, long seed, String... stop) {
    return new Request(
        prompt, samples, maxTokens, Sampling.temperature(temperature, seed), List.of(stop), "");
  }
}
