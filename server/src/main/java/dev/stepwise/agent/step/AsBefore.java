package dev.stepwise.agent.step;

import dev.stepwise.agent.Fix.Check;
import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Situation;
import dev.stepwise.agent.State;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Behaviour;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How fixes that all pass behave where the failing test is not concerned. Costs a second; where it
 * cannot be found out, nothing is said.
 */
public final class AsBefore {
  private static final Duration LONGEST = Duration.ofSeconds(3);

  /** With less left there is something better to do. */
  private static final Duration LEAST = Duration.ofSeconds(2);

  /** Passing tests that may be run for the calls they make, the nearest first. */
  private static final int MOST_TESTS = 100;

  /** Failing tests that are run for theirs: some take their time before they fail. */
  private static final int MOST_FAILING = 20;

  private final Workbench workbench;

  public AsBefore(Workbench workbench) {
    this.workbench = workbench;
  }

  /** Of each of these, in their order. */
  public Behaviour of(State state, List<Hypothesis> hypotheses, Budget budget) {
    Situation situation = state.situation();
    if (situation.target().isEmpty()
        || !situation.mayRunTests()
        || situation.failures().isEmpty()
        || budget.remaining().compareTo(LEAST) < 0) {
      return Behaviour.UNKNOWN;
    }
    Budget share = budget.atMost(LONGEST);
    List<Variant> variants =
        hypotheses.stream()
            .map(h -> Unsaved.variant(state, workbench, h.candidate().file(), h.after()))
            .toList();
    List<Compilation> compiled = workbench.compile(variants, share);
    if (!compiled.stream().allMatch(Compilation::succeeded)) {
      return Behaviour.UNKNOWN;
    }
    TestId target = situation.target().get();
    List<TestId> passing =
        situation.baseline().entrySet().stream()
            .filter(e -> e.getValue() == Outcome.PASSED)
            .map(Map.Entry::getKey)
            .sorted(
                Comparator.comparingInt((TestId t) -> OtherTests.distance(t, target))
                    .thenComparing(TestId::toString))
            .limit(MOST_TESTS)
            .toList();
    List<TestId> failing =
        situation.failures().stream()
            .map(TestRun.Result::test)
            .distinct()
            .limit(MOST_FAILING)
            .toList();
    return workbench.behaviour(compiled, failing, passing, share);
  }

  /** What a fix may say of itself. */
  public static Check check(Behaviour behaviour, int variant) {
    int same = behaviour.asBefore().get(variant);
    String does = behaviour.anyAnswer() ? "answers, as before," : "behaves as before";
    String text =
        same == Behaviour.BROKE
            ? "hangs or ends the program on generated inputs"
            : "%s on %d of %d generated inputs".formatted(does, same, behaviour.inputs());
    return new Check("generated inputs", same != Behaviour.BROKE, text, Math.max(0, same));
  }
}
