package dev.stepwise.repair.rank;

/**
 * How the parts of a candidate's score are weighed; all parts are natural logarithms.
 *
 * <p>The parts that are known without a model were fitted as a conditional logit on the 33 bugs of
 * QuixBugs-Java that a rule fixes (72 rules, lines' Ochiai suspicion). Leaving one bug out, the
 * first passing candidate stands at a median place of 36 of about 500, against 66 with the rules'
 * hand-made priors alone. A fit of all parts together, the tuned model's included, ranks bugs that
 * it left out no better than these weights with the model's parts at 1 (median place 24 instead of
 * 26, but 3.2 instead of 3.1 in the mean of logarithms, with the weights of leg 4): {@code bench
 * rank --parts} and models/training's {@code weights.py} repeat it.
 *
 * @param location log-probability of the place
 * @param fix log-probability of the new lines, given the place
 * @param known how much of what is known without the model counts
 * @param suspicion logarithm of the place's suspicion in 0..1
 */
record Weights(double location, double fix, double known, double suspicion) {

  /** A suspicion of zero counts as this: coverage can be wrong, but rarely is. */
  private static final double LEAST_SUSPICION = 0.02;

  /** The rules' own priors, in steps of a third, are a little too steep. */
  private static final double PRIOR = 0.6;

  /** A rule that makes many candidates spreads its probability over them. */
  private static final double COUNT = -0.24;

  /** Fixes mostly change a line; inserted ones are many and seldom right. */
  private static final double INSERTION = -1.5;

  /**
   * The tuned model localises and knows insertions by itself, so what is known without it counts
   * half; suspicion mostly rules out what did not run.
   */
  static final Weights TUNED = new Weights(1, 1, 0.5, 2);

  /** Likelihood against the original says nothing of the place. */
  static final Weights UNTUNED = new Weights(0, 1, 1, 4);

  /** Without a model: as fitted. */
  static final Weights STATIC = new Weights(0, 0, 1, 5);

  /**
   * What is known of a candidate before the model is asked.
   *
   * @param prior the producer's own
   * @param habit what {@link RuleHabits} says of its origin
   * @param siblings how many candidates have the same origin
   */
  double before(
      double prior, double habit, int siblings, boolean insertion, double suspicionOfPlace) {
    double own = PRIOR * prior + habit + COUNT * Math.log(siblings);
    return known * (own + (insertion ? INSERTION : 0))
        + suspicion * Math.log(Math.max(LEAST_SUSPICION, suspicionOfPlace));
  }
}
