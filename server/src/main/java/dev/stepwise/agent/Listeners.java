package dev.stepwise.agent;

/** Joins those who follow a run. */
public final class Listeners {
  private Listeners() {}

  /** Both are told, the first one first. */
  public static Agent.Listener both(Agent.Listener first, Agent.Listener second) {
    return new Agent.Listener() {
      @Override
      public void started(String step, String why) {
        first.started(step, why);
        second.started(step, why);
      }

      @Override
      public void ended(Fix.Step step) {
        first.ended(step);
        second.ended(step);
      }

      @Override
      public void prompted(String prompt, String answer) {
        first.prompted(prompt, answer);
        second.prompted(prompt, answer);
      }
    };
  }
}
