package dev.stepwise.repair.compile;

/**
 * Priors of rules, in steps that a person can judge: each step is about a third of the one above.
 */
final class Likely {
  static final double ALMOST_SURE = -0.3;
  static final double OFTEN = -1;
  static final double SOMETIMES = -2;
  static final double RARELY = -3;

  private Likely() {}
}
