package dev.stepwise.verify.runner;

/** What classes are instrumented for; their steps are counted in any case. */
enum Purpose {
  /** To run tests. */
  STEPS,
  /** To run tests and see the lines they reach. */
  LINES,
  /** To run tests and see what methods are called with. */
  CALLS,
  /** To call single methods on objects made for them. */
  ANSWERS
}
