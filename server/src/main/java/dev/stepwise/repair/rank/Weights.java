package dev.stepwise.repair.rank;

/**
 * How the parts of a candidate's score are weighed; all parts are natural logarithms.
 *
 * @param location log-probability of the place
 * @param fix log-probability of the new lines, given the place
 * @param prior the producer's own prior
 * @param suspicion logarithm of the place's suspicion in 0..1
 */
record Weights(double location, double fix, double prior, double suspicion) {

  /** A suspicion of zero counts as this: coverage can be wrong, but rarely is. */
  private static final double LEAST_SUSPICION = 0.02;

  /** The tuned model localises by itself; suspicion mostly rules out what did not run. */
  static final Weights TUNED = new Weights(1, 1, 1, 1);

  /** Likelihood against the original says little of the place, so suspicion weighs more. */
  static final Weights UNTUNED = new Weights(0, 1, 1, 2);

  /** Without a model only prior and suspicion speak. */
  static final Weights STATIC = new Weights(0, 0, 1, 2);

  /** What is known of a candidate before the model is asked. */
  double before(double priorOfProducer, double suspicionOfPlace) {
    return prior * priorOfProducer
        + suspicion * Math.log(Math.max(LEAST_SUSPICION, suspicionOfPlace));
  }
}
