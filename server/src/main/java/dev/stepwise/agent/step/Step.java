package dev.stepwise.agent.step;

import dev.stepwise.agent.Phase;
import dev.stepwise.agent.State;
import dev.stepwise.settings.Budget;

/** One step of the planner. Holds nothing between runs: all it knows is in the state. */
public interface Step {

  Phase phase();

  /** Why this step is taken now, in one line for people. */
  String why(State state);

  /**
   * Answers the step's question.
   *
   * @return the state with what was found out and exactly one more digest
   * @throws dev.stepwise.settings.UserException if the input or the environment is at fault
   * @throws java.util.concurrent.CancellationException if the user cancelled
   */
  State run(State state, Budget budget);
}
