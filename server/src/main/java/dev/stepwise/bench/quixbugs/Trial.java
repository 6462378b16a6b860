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
import java.util.stream.IntStream;

/** Tries candidates of one bug against all of its tests. */
record Trial(Project project, Workbench workbench, Budget budget) {

  /** One-based place of the first candidate that passes all tests; 0 if none does. */
  int firstPassing(List<Candidate> candidates) {
    return passing(candidates).stream().findFirst().orElse(-1) + 1;
  }

  /** Zero-based places of the candidates that pass all tests. */
  List<Integer> passing(List<Candidate> candidates) {
    List<Variant> variants =
        candidates.stream()
            .map(c -> new Variant(Map.of(project.program(), c.applyTo(project.buggy()))))
            .toList();
    List<Compilation> compiled = workbench.compile(variants, budget);
    List<Compilation> runnable = compiled.stream().filter(Compilation::succeeded).toList();
    List<TestRun> runs = workbench.runAll(runnable, tests(), 1, budget);
    return IntStream.range(0, runs.size())
        .filter(i -> runs.get(i).passed())
        .mapToObj(i -> compiled.indexOf(runnable.get(i)))
        .toList();
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
