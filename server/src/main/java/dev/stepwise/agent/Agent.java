package dev.stepwise.agent;

import dev.stepwise.settings.Budget;

/** Finds a fix for a task. Safe for use by several threads; every call is a run of its own. */
public interface Agent extends AutoCloseable {

  /**
   * Works until a fix is verified, nothing is left to try or the budget is spent.
   *
   * @param listener told of each step as it starts and ends, on the calling thread
   * @throws dev.stepwise.settings.UserException if the input or the environment is at fault
   * @throws java.util.concurrent.CancellationException if the user cancelled
   */
  Fix fix(Task task, Listener listener, Budget budget);

  @Override
  void close();

  /** Follows a run. */
  interface Listener {
    Listener NONE = new Listener() {};

    default void started(String step, String why) {}

    default void ended(Fix.Step step) {}

    /** A model was asked within the step that started last. */
    default void prompted(String prompt, String answer) {}
  }
}
