package dev.stepwise.repair.rule;

/**
 * Priors of rules, in steps that a person can judge: each step is about a third of the one above.
 */
final class Prior {
  /** Among the first things to try: a wrong operator, an off-by-one, a wrong variable. */
  static final double COMMON = -1;

  static final double USUAL = -2;
  static final double SOMETIMES = -3;

  /** Makes many candidates of which few are right. */
  static final double RARE = -4;

  private Prior() {}
}
