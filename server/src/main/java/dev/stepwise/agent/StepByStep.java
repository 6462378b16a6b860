package dev.stepwise.agent;

import dev.stepwise.agent.Search.Means;
import dev.stepwise.agent.Verdict.Deepen;
import dev.stepwise.agent.Verdict.GoBack;
import dev.stepwise.agent.Verdict.GoOn;
import dev.stepwise.agent.Verdict.Stop;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.TestRun;
import java.time.Duration;
import java.util.Optional;

/**
 * One small step after another: facts decide where they can; where they do not and a model is
 * there, its yes or no does. When to deepen and when to decide is up to the {@link DepthPolicy}.
 */
final class StepByStep implements SelfCheck {
  private final Optional<ModelJudge> judge;

  StepByStep(Optional<ModelJudge> judge) {
    this.judge = judge;
  }

  @Override
  public Verdict judge(Phase phase, State state, Budget budget) {
    boolean spent = budget.exhausted();
    budget.checkCancelled();
    if (!state.search().obstacle().isEmpty()) {
      return new Stop(state.search().obstacle());
    }
    if (spent) {
      return new Stop(
          state.search().passed().isEmpty()
              ? "the time is spent; " + effort(state) + "; a larger --budget may help"
              : found(state));
    }
    return switch (phase) {
      case ORIENT -> afterOrient(state);
      case READ_DOCS -> new GoOn(Phase.STUDY_CODE);
      case STUDY_CODE -> afterStudy(state, budget);
      case PROPOSE -> afterPropose(state);
      case VERIFY -> afterVerify(state);
    };
  }

  private static Verdict afterOrient(State state) {
    Situation situation = state.situation();
    if (situation.isCompileProblem()) {
      // The compiler names the place: there is nothing to study yet.
      return new GoOn(state.scopes().isEmpty() ? Phase.STUDY_CODE : Phase.PROPOSE);
    }
    if (situation.target().isPresent()
        && situation.mayRunTests()
        && situation.failures().isEmpty()) {
      return new Stop(state.lastDigest());
    }
    if (situation.target().isEmpty() && !(state.task() instanceof Task.Issue)) {
      return new Stop(state.lastDigest());
    }
    return new GoOn(Phase.READ_DOCS);
  }

  private Verdict afterStudy(State state, Budget budget) {
    if (state.scopes().isEmpty()) {
      return new Stop(state.lastDigest());
    }
    boolean moreToOpen = state.opened() < state.scopes().size();
    if (moreToOpen && state.search().effort().tried() == 0 && judge.isPresent()) {
      // Facts put this method first; a model that doubts it has the next ones opened as well.
      FaultContext first = state.scopes().getFirst();
      double logOdds = judge.get().holdsFault(state, first, budget.atMost(Duration.ofSeconds(5)));
      if (logOdds < 0 && state.opened() < 2) {
        return new Deepen(Phase.STUDY_CODE, "the model doubts that the fault is in the first");
      }
    }
    return new GoOn(Phase.PROPOSE);
  }

  private static Verdict afterPropose(State state) {
    Search search = state.search();
    if (!search.batch().isEmpty()) {
      return new GoOn(Phase.VERIFY);
    }
    if (!search.passed().isEmpty()) {
      return DepthPolicy.lookElsewhere(state)
          ? new GoBack(Phase.STUDY_CODE, "what passes is odd; look at the next methods")
          : new Stop(found(state));
    }
    if (!search.used(Means.WRITING)) {
      return new Deepen(Phase.PROPOSE, "nothing left to try; let the model write");
    }
    if (!search.used(Means.PAIRS) && search.promising().size() >= 2) {
      return new Deepen(Phase.PROPOSE, "nothing left to try; combine promising edits");
    }
    if (DepthPolicy.canBuild(search)) {
      return new Deepen(Phase.PROPOSE, "nothing left to try; go on from promising edits");
    }
    if (state.opened() < state.scopes().size()) {
      return new GoBack(Phase.STUDY_CODE, "nothing left to try here; look at the next methods");
    }
    return new Stop("nothing left to try; " + effort(state));
  }

  private static Verdict afterVerify(State state) {
    if (DepthPolicy.decided(state)) {
      return new Stop(found(state));
    }
    if (!state.search().passed().isEmpty()) {
      return new Deepen(Phase.PROPOSE, "it passes; see whether a better one does too");
    }
    if (DepthPolicy.widen(state)) {
      return new GoBack(Phase.STUDY_CODE, state.lastDigest());
    }
    return new GoBack(Phase.PROPOSE, state.lastDigest());
  }

  static String found(State state) {
    long verified = state.search().passed().stream().filter(Passed::verified).count();
    if (verified > 0) {
      return verified == 1 ? "a verified fix" : verified + " verified fixes, the best first";
    }
    return "a proposal that could not be verified";
  }

  static String effort(State state) {
    Search search = state.search();
    String failing =
        state.situation().failures().stream()
            .filter(f -> f.outcome() == TestRun.Outcome.KILLED)
            .findFirst()
            .map(f -> "; " + f.test() + " never ends")
            .orElse("");
    return search.effort().tried()
        + " changes tried in "
        + (state.opened() == 1 ? "1 place" : state.opened() + " places")
        + ", none passes"
        + failing;
  }
}
