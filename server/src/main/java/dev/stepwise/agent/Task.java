package dev.stepwise.agent;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.TestId;
import java.nio.file.Path;

/** What the agent is asked to do. */
public sealed interface Task {

  /** Make a failing test pass. */
  record FailingTest(TestId test) implements Task {}

  /**
   * Make a problem in a file go away, ours or another server's.
   *
   * @param code the tool's own key, empty where unknown
   */
  record Diagnostic(Path file, TextRange range, String code, String message) implements Task {}

  /** Do what the words say. */
  record Issue(String words) implements Task {}
}
