package dev.stepwise.agent.step;

import dev.stepwise.agent.Fix.Check;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.TestRun.Outcome;
import dev.stepwise.verify.Workbench;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests that are not the target: those of its class first, then of its package, then all, as
 * far as the time goes. What fails without a change is held against none.
 */
final class OtherTests {
  private final Workbench workbench;
  private final Compilation unchanged;
  private final TestId target;
  private final Map<TestId, Outcome> baseline;

  OtherTests(
      Workbench workbench, Compilation unchanged, TestId target, Map<TestId, Outcome> baseline) {
    this.workbench = workbench;
    this.unchanged = unchanged;
    this.target = target;
    this.baseline = new HashMap<>(baseline);
  }

  /**
   * What the other tests say.
   *
   * @param broken tests that passed without the change and do not pass with it
   * @param ran how many of the tests that passed before were run
   * @param failedBefore how many were left out because they fail without the change
   * @param known how many there are besides the target
   */
  record Report(List<TestId> broken, int ran, int failedBefore, int known) {
    Check check() {
      String more = failedBefore == 0 ? "" : "; " + failedBefore + " fail with and without the fix";
      String rest =
          ran + failedBefore >= known ? "" : "; " + (known - ran - failedBefore) + " not run";
      return new Check("other tests", broken.isEmpty(), ran + " pass" + more + rest, ran);
    }
  }

  Report check(Compilation compiled, Budget budget) {
    List<TestId> broken = new ArrayList<>();
    int ran = 0;
    int failedBefore = 0;
    int known = 0;
    for (List<TestId> ring : rings()) {
      known += ring.size();
      if (!broken.isEmpty() || budget.exhausted()) {
        continue;
      }
      learn(ring, budget);
      List<TestId> passing = ring.stream().filter(t -> baseline.get(t) == Outcome.PASSED).toList();
      failedBefore += (int) ring.stream().filter(t -> failed(baseline.get(t))).count();
      if (passing.isEmpty()) {
        continue;
      }
      Map<TestId, Outcome> now = Orient.outcomes(workbench.run(compiled, passing, budget));
      for (TestId test : passing) {
        Outcome outcome = now.get(test);
        if (outcome == Outcome.PASSED) {
          ran++;
        } else if (failed(outcome)) {
          broken.add(test);
        }
      }
    }
    return new Report(broken, ran, failedBefore, known);
  }

  /** Runs on the unchanged workspace what was not run yet. */
  private void learn(List<TestId> tests, Budget budget) {
    List<TestId> unknown = tests.stream().filter(t -> !baseline.containsKey(t)).toList();
    if (!unknown.isEmpty()) {
      baseline.putAll(Orient.outcomes(workbench.run(unchanged, unknown, budget)));
    }
  }

  /** A test without an outcome was not run: the time was spent. */
  private static boolean failed(@org.jspecify.annotations.Nullable Outcome outcome) {
    return outcome == Outcome.FAILED || outcome == Outcome.ERROR || outcome == Outcome.KILLED;
  }

  private List<List<TestId>> rings() {
    List<List<TestId>> rings = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (TestId test : workbench.allTests()) {
      boolean isTarget =
          test.equals(target)
              || (target.method().isEmpty() && test.className().equals(target.className()));
      if (!isTarget) {
        rings.get(distance(test, target)).add(test);
      }
    }
    return rings;
  }

  /** 0 in the same class, 1 in the same package, 2 elsewhere. */
  static int distance(TestId test, TestId target) {
    if (test.className().equals(target.className())) {
      return 0;
    }
    return packageOf(test).equals(packageOf(target)) ? 1 : 2;
  }

  private static String packageOf(TestId test) {
    int dot = test.className().lastIndexOf('.');
    return dot < 0 ? "" : test.className().substring(0, dot);
  }

  Map<TestId, Outcome> baseline() {
    return Map.copyOf(baseline);
  }
}
