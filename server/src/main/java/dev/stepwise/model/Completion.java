package dev.stepwise.model;

/**
 * One generated continuation.
 *
 * @param tokens how many were generated
 * @param logProbability natural logarithm, summed over the generated tokens, at temperature 1; NaN
 *     where the model's server does not tell
 */
public record Completion(String text, int tokens, double logProbability, Stop stop) {
  /** Why generation ended. */
  public enum Stop {
    END_OF_TEXT,
    STOP_STRING,
    MAX_TOKENS,
    BUDGET
  }
}
