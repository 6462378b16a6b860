package dev.stepwise.agent;

import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.verify.TestRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What compiler and tests say of the unchanged workspace.
 *
 * @param target the test to make pass, where the task has one or one was found for it
 * @param failures how the target fails, one for each failing method
 * @param problems compile problems to make go away
 * @param allErrors every error of the file with the problems, code and message
 * @param baseline tests run so far on the unchanged workspace, by name, and how they ended
 * @param mayRunTests whether tests may run here at all
 */
public record Situation(
    Optional<TestId> target,
    List<TestRun.Result> failures,
    List<Problem> problems,
    List<String> allErrors,
    Map<TestId, TestRun.Outcome> baseline,
    boolean mayRunTests) {
  static final Situation UNKNOWN =
      new Situation(Optional.empty(), List.of(), List.of(), List.of(), Map.of(), true);

  public Situation {
    failures = List.copyOf(failures);
    problems = List.copyOf(problems);
    allErrors = List.copyOf(allErrors);
    baseline = Map.copyOf(baseline);
  }

  public Situation withBaseline(Map<TestId, TestRun.Outcome> known) {
    return new Situation(target, failures, problems, allErrors, known, mayRunTests);
  }

  /** Whether the task is to make a compile problem go away. */
  public boolean isCompileProblem() {
    return !problems.isEmpty();
  }
}
