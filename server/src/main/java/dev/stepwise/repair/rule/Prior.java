package dev.stepwise.repair.rule;

/**
 * Priors of rules, in steps that a person can judge: each step is about a third of the one above.
 */
public final class Prior {
  /** Among the first things to try: a wrong operator, an off-by-one, a wrong variable. */
  public static final double COMMON = -1;

  public static final double USUAL = -2;
  public static final double SOMETIMES = -3;

  /** Makes many candidates of which few are right. */
  public static final double RARE = -4;

  private Prior() {}
}
