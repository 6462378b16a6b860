package dev.stepwise.agent.step;

import dev.stepwise.agent.Fix.Check;
import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Passed;
import dev.stepwise.agent.Situation;
import dev.stepwise.agent.State;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import dev.stepwise.verify.Workbench;
import java.util.List;
import java.util.Map;

/**
 * Accepts a hypothesis if the failing test passes three times with it and no other test that passed
 * without it fails.
 */
final class TestJudge implements Verify.Judge {
  /** A fix has to be lucky this often to be taken for one. */
  private static final int RUNS = 3;

  private final Workbench workbench;
  private final Situation situation;
  private final TestId target;
  private final TestId sentinel;
  private final OtherTests others;
  private final Compilation unchanged;
  private String obstacle = "";
  private boolean stable;

  TestJudge(Workbench workbench, State state) {
    this.workbench = workbench;
    this.situation = state.situation();
    this.target = situation.target().orElseThrow();
    this.sentinel = sentinel(situation, target);
    this.unchanged =
        workbench
            .compile(
                List.of(Unsaved.variant(state, workbench)),
                Budget.of(java.time.Duration.ofMinutes(1)))
            .getFirst();
    this.others = new OtherTests(workbench, unchanged, target, situation.baseline());
  }

  /** One failing test decides over most hypotheses; the whole target is run for the few left. */
  private static TestId sentinel(Situation situation, TestId target) {
    return situation.failures().stream()
        .filter(f -> f.outcome() != Outcome.KILLED && !f.test().method().isEmpty())
        .findFirst()
        .map(TestRun.Result::test)
        .orElse(target);
  }

  @Override
  public Verify.Ruling judge(Hypothesis hypothesis, Compilation compiled, Budget budget) {
    if (!compiled.succeeded()) {
      return new Verify.Ruling.DoesNotCompile();
    }
    TestRun first = workbench.run(compiled, List.of(sentinel), budget);
    if (!first.passed()) {
      return failsDifferently(first);
    }
    TestRun all =
        sentinel.equals(target) ? first : workbench.run(compiled, List.of(target), budget);
    if (!all.passed()) {
      return new Verify.Ruling.Nearer(
          all.count(Outcome.PASSED) + " of " + all.results().size() + " of the target pass");
    }
    if (!stable && !failsWithout(budget)) {
      return new Verify.Ruling.Rejected();
    }
    for (int run = 1; run < RUNS; run++) {
      if (!workbench.run(compiled, List.of(target), budget).passed()) {
        return new Verify.Ruling.Nearer("the target passes, but not every time");
      }
    }
    OtherTests.Report report = others.check(compiled, budget);
    if (!report.broken().isEmpty()) {
      return new Verify.Ruling.Nearer("breaks " + report.broken().getFirst());
    }
    List<Check> checks =
        List.of(
            new Check("compile", true, Orient.name(hypothesis.candidate().file()) + " compiles", 0),
            new Check(
                "target test",
                true,
                target + " passes, " + RUNS + " times of " + RUNS + ", and fails without the fix",
                (int) all.count(Outcome.PASSED)),
            report.check());
    return new Verify.Ruling.Accepted(new Passed(hypothesis, checks, true));
  }

  /** Asked once, when the first hypothesis passes: a test that passes by itself proves nothing. */
  private boolean failsWithout(Budget budget) {
    stable = !workbench.run(unchanged, List.of(target), budget).passed();
    if (!stable) {
      obstacle = target + " is flaky: it failed and then passed without any change";
    }
    return stable;
  }

  private Verify.Ruling failsDifferently(TestRun run) {
    List<TestRun.Result> before = situation.failures();
    for (TestRun.Result now : run.results()) {
      boolean killed = now.outcome() == Outcome.KILLED;
      boolean same =
          before.stream()
              .anyMatch(
                  b ->
                      b.test().equals(now.test())
                          && b.outcome() == now.outcome()
                          && b.message().equals(now.message()));
      if (!killed && !same && now.outcome() == Outcome.FAILED) {
        return new Verify.Ruling.Nearer(now.message().lines().findFirst().orElse(""));
      }
    }
    return new Verify.Ruling.Rejected();
  }

  @Override
  public Map<TestId, Outcome> baseline() {
    return others.baseline();
  }

  @Override
  public String obstacle() {
    return obstacle;
  }
}
