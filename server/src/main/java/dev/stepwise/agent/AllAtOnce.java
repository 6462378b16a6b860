package dev.stepwise.agent;

import dev.stepwise.agent.Verdict.GoOn;
import dev.stepwise.agent.Verdict.Stop;
import dev.stepwise.settings.Budget;

/**
 * The baseline to compare with: one prompt, many samples, the same verification. Nothing is
 * deepened and nothing is gone back to; the first sample that passes is taken.
 *
 * <p>Fair: the same weights, context, places, compilers and tests as the agent, as many samples as
 * asked for, and three quarters of the time for them; the rest is for compiling and testing.
 */
final class AllAtOnce implements SelfCheck {

  @Override
  public Verdict judge(Phase phase, State state, Budget budget) {
    boolean spent = budget.exhausted();
    budget.checkCancelled();
    Search search = state.search();
    if (!search.obstacle().isEmpty()) {
      return new Stop(search.obstacle());
    }
    if (!search.passed().isEmpty()) {
      return new Stop(StepByStep.found(state));
    }
    if (spent) {
      return new Stop("the time is spent; " + StepByStep.effort(state));
    }
    return switch (phase) {
      case ORIENT -> afterOrient(state);
      case READ_DOCS -> new GoOn(Phase.STUDY_CODE);
      case STUDY_CODE ->
          state.scopes().isEmpty() ? new Stop(state.lastDigest()) : new GoOn(Phase.PROPOSE);
      case PROPOSE ->
          search.batch().isEmpty()
              ? new Stop("no sample passes; " + StepByStep.effort(state))
              : new GoOn(Phase.VERIFY);
      // All samples were made at once; they are only compiled and tested batch by batch.
      case VERIFY -> new GoOn(Phase.PROPOSE);
    };
  }

  private static Verdict afterOrient(State state) {
    Situation situation = state.situation();
    boolean nothingFails = !situation.isCompileProblem() && situation.failures().isEmpty();
    if (nothingFails && situation.mayRunTests() && !(state.task() instanceof Task.Issue)) {
      return new Stop(state.lastDigest());
    }
    return new GoOn(state.scopes().isEmpty() ? Phase.STUDY_CODE : Phase.PROPOSE);
  }
}
