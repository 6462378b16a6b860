package dev.stepwise.bench.quixbugs;

import dev.stepwise.language.TestId;
import dev.stepwise.repair.Candidate;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import java.util.List;
import java.util.Map;

/** Tries candidates of one bug against all of its tests. */
record Trial(Project project, Workbench workbench, Budget budget) {

  /** One-based place of the first candidate that passes all tests; 0 if none does. */
  int firstPassing(List<Candidate> candidates) {
    List<Variant> variants =
        candidates.stream()
            .map(c -> new Variant(Map.of(project.program(), c.applyTo(project.buggy()))))
            .toList();
    List<Compilation> compiled = workbench.compile(variants, budget);
    List<Compilation> runnable = compiled.stream().filter(Compilation::succeeded).toList();
    List<TestRun> runs = workbench.runAll(runnable, tests(), 1, budget);
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).passed()) {
        return compiled.indexOf(runnable.get(i)) + 1;
      }
    }
    return 0;
  }

  /** What fails in the buggy program. */
  List<TestRun.Result> failures() {
    Variant buggy = new Variant(Map.of(project.program(), project.buggy()));
    List<Compilation> compiled = workbench.compile(List.of(buggy), budget);
    return workbench.runAll(compiled, tests(), 1, budget).getFirst().results().stream()
        .filter(r -> r.outcome() != TestRun.Outcome.PASSED)
        .filter(r -> r.outcome() != TestRun.Outcome.SKIPPED)
        .toList();
  }

  private List<TestId> tests() {
    return workbench.allTests();
  }
}
