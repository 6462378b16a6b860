package dev.stepwise.agent.step;

import dev.stepwise.agent.Passed;
import dev.stepwise.verify.TestRun;
import java.util.List;

/** What became of a hypothesis. */
sealed interface Ruling {

  /** All checks that could be made were passed. */
  record Accepted(Passed passed) implements Ruling {}

  /**
   * Not accepted, but the target fails less or in another way.
   *
   * @param progress see {@link dev.stepwise.agent.Promising#progress}
   * @param failures what fails now, where that is known
   */
  record Nearer(String how, double progress, List<TestRun.Result> failures) implements Ruling {
    /** Nearer in a way that nothing should be built on. */
    Nearer(String how) {
      this(how, 0, List.of());
    }
  }

  /** Compiles; that is all. */
  record Rejected() implements Ruling {}

  record DoesNotCompile() implements Ruling {}
}
