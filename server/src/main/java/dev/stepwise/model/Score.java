package dev.stepwise.model;

import java.util.List;

/**
 * How likely a given continuation is.
 *
 * @param logProbability natural logarithm, summed over its tokens
 * @param tokens its tokens in order
 */
public record Score(double logProbability, List<Token> tokens) {

  /**
   * One scored token.
   *
   * @param start offset of its first character in the continuation's joined text, UTF-16 code units
   * @param logProbability natural logarithm given all before it
   */
  public record Token(int start, double logProbability) {}
}
