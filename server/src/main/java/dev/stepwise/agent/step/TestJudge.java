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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accepts a hypothesis if the failing test passes three times with it and no other test that passed
 * without it fails.
 */
final class TestJudge implements Judge {
  /** A fix has to be lucky this often to be taken for one. */
  private static final int RUNS = 3;

  private final Workbench workbench;
  private final Situation situation;
  private final TestId target;
  private final Compilation unchanged;
  private final OtherTests others;
  private String obstacle = "";
  private boolean stable;

  TestJudge(Workbench workbench, State state, Budget budget) {
    this.workbench = workbench;
    this.situation = state.situation();
    this.target = situation.target().orElseThrow();
    this.unchanged = Unsaved.unchanged(state, workbench, budget);
    this.others = new OtherTests(workbench, unchanged, target, situation.baseline());
  }

  @Override
  public List<Ruling> judge(
      List<Hypothesis> hypotheses, List<Compilation> compiled, Budget budget) {
    List<Compilation> runnable = compiled.stream().filter(Compilation::succeeded).toList();
    List<TestRun> results =
        runnable.isEmpty()
            ? List.of()
            : workbench.runAll(runnable, inOrder(), runnable.size(), budget);
    Iterator<TestRun> next = results.iterator();
    List<Ruling> rulings = new ArrayList<>();
    for (int i = 0; i < compiled.size(); i++) {
      if (!compiled.get(i).succeeded()) {
        rulings.add(new Ruling.DoesNotCompile());
      } else if (next.hasNext()) {
        rulings.add(rule(hypotheses.get(i), compiled.get(i), next.next(), budget));
      } else {
        // The time is spent: what comes behind was not run.
        break;
      }
    }
    return rulings;
  }

  /** The methods that fail without a change first: they decide over most hypotheses. */
  private List<TestId> inOrder() {
    Set<TestId> order = new LinkedHashSet<>();
    situation.failures().stream()
        .filter(f -> f.outcome() != Outcome.KILLED)
        .forEach(f -> order.add(f.test()));
    situation.failures().forEach(f -> order.add(f.test()));
    order.add(target);
    return List.copyOf(order);
  }

  private Ruling rule(Hypothesis hypothesis, Compilation compiled, TestRun run, Budget budget) {
    if (!run.passed()) {
      return fails(run);
    }
    if (!stable && !failsWithout(budget)) {
      return new Ruling.Rejected();
    }
    for (int i = 1; i < RUNS; i++) {
      if (!workbench.run(compiled, List.of(target), budget).passed()) {
        return new Ruling.Nearer("the target passes, but not every time");
      }
    }
    OtherTests.Report report = others.check(compiled, budget);
    if (!report.broken().isEmpty()) {
      return new Ruling.Nearer("breaks " + report.broken().getFirst());
    }
    List<Check> checks =
        List.of(
            new Check("compile", true, Orient.name(hypothesis.candidate().file()) + " compiles", 0),
            new Check(
                "target test",
                true,
                target + " passes, " + RUNS + " times of " + RUNS + ", and fails without the fix",
                passing(run)),
            report.check());
    return new Ruling.Accepted(new Passed(hypothesis, checks, true));
  }

  /** How many tests pass. */
  static int passing(TestRun run) {
    return (int)
        run.results().stream()
            .filter(r -> r.outcome() == Outcome.PASSED)
            .map(TestRun.Result::test)
            .distinct()
            .count();
  }

  /** Asked once, when the first hypothesis passes: a test that passes by itself proves nothing. */
  private boolean failsWithout(Budget budget) {
    stable = !workbench.run(unchanged, List.of(target), budget).passed();
    if (!stable) {
      obstacle = target + " is flaky: it failed and then passed without any change";
    }
    return stable;
  }

  private Ruling fails(TestRun run) {
    return Further.of(run, situation)
        .<Ruling>map(f -> new Ruling.Nearer(f.how(), f.progress(), Further.failures(run)))
        .orElseGet(Ruling.Rejected::new);
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
