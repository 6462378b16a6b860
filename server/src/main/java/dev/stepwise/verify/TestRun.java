package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import java.util.List;

/** Results of a test run, one entry for each test method that ran or should have. */
public record TestRun(List<Result> results) {

  public TestRun {
    results = List.copyOf(results);
  }

  /**
   * One test's result.
   *
   * @param message of the failure or error, empty for a pass
   * @param frames stack frames of the failure, innermost first, as {@code
   *     StackTraceElement.toString} writes them
   */
  public record Result(TestId test, Outcome outcome, String message, List<String> frames) {}

  /** How a test ended. */
  public enum Outcome {
    PASSED,
    /** An assertion failed. */
    FAILED,
    /** Any other exception or error. */
    ERROR,
    /** Ran past its limit of steps, time or memory, or ended the JVM. */
    KILLED,
    SKIPPED
  }

  /** Whether at least one test ran and none failed. */
  public boolean passed() {
    return results.stream().anyMatch(r -> r.outcome() == Outcome.PASSED)
        && results.stream()
            .allMatch(r -> r.outcome() == Outcome.PASSED || r.outcome() == Outcome.SKIPPED);
  }

  public long count(Outcome outcome) {
    return results.stream().filter(r -> r.outcome() == outcome).count();
  }
}
