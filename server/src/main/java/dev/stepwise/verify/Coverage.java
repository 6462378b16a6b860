package dev.stepwise.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which lines each test executed. */
public record Coverage(List<Entry> entries) {
  /**
   * One test's run.
   *
   * @param lines absolute path of a source file to the one-based lines executed
   */
  public record Entry(TestRun.Result result, Map<Path, Set<Integer>> lines) {}
}
