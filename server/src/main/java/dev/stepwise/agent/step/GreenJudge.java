package dev.stepwise.agent.step;

import dev.stepwise.agent.Fix.Check;
import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Passed;
import dev.stepwise.agent.Situation;
import dev.stepwise.agent.State;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.Sandbox;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import dev.stepwise.verify.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * For a task that no test shows, or where tests may not run: a hypothesis that compiles and keeps
 * every test green is a proposal, never more.
 */
final class GreenJudge implements Judge {
  private final Workbench workbench;
  private final Situation situation;

  GreenJudge(Workbench workbench, State state) {
    this.workbench = workbench;
    this.situation = state.situation();
  }

  @Override
  public List<Ruling> judge(
      List<Hypothesis> hypotheses, List<Compilation> compiled, Budget budget) {
    List<Ruling> rulings = new ArrayList<>();
    for (int i = 0; i < compiled.size() && !budget.exhausted(); i++) {
      rulings.add(rule(hypotheses.get(i), compiled.get(i), budget));
    }
    return rulings;
  }

  private Ruling rule(Hypothesis hypothesis, Compilation compiled, Budget budget) {
    if (!compiled.succeeded()) {
      return new Ruling.DoesNotCompile();
    }
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check("compile", true, Orient.name(hypothesis.candidate().file()) + " compiles", 0));
    if (!situation.mayRunTests()) {
      checks.add(new Check("target test", false, "not run: " + Sandbox.HOW_TO_ALLOW, 0));
      return new Ruling.Accepted(new Passed(hypothesis, checks, false));
    }
    List<TestId> green =
        situation.baseline().entrySet().stream()
            .filter(e -> e.getValue() == Outcome.PASSED)
            .map(Map.Entry::getKey)
            .toList();
    if (!green.isEmpty()) {
      TestRun run = workbench.run(compiled, green, budget);
      if (!run.passed()) {
        return new Ruling.Rejected();
      }
      int passed = (int) run.count(Outcome.PASSED);
      checks.add(new Check("other tests", true, passed + " pass, as before", passed));
    }
    checks.add(new Check("target test", false, "no failing test shows the issue", 0));
    return new Ruling.Accepted(new Passed(hypothesis, checks, false));
  }

  @Override
  public Map<TestId, Outcome> baseline() {
    return situation.baseline();
  }
}
