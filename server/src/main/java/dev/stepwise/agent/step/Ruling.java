package dev.stepwise.agent.step;

import dev.stepwise.agent.Passed;

/** What became of a hypothesis. */
sealed interface Ruling {

  /** All checks that could be made were passed. */
  record Accepted(Passed passed) implements Ruling {}

  /** Not accepted, but the target fails less or in another way. */
  record Nearer(String how) implements Ruling {}

  /** Compiles; that is all. */
  record Rejected() implements Ruling {}

  record DoesNotCompile() implements Ruling {}
}
