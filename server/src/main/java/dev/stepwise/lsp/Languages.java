package dev.stepwise.lsp;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.List;

/** What the server asks of the languages. Safe for use by several threads. */
public interface Languages {

  /** Whether fixes can be found for problems of this file. */
  boolean supports(Path file);

  /** The tests that a file declares; fast enough for a lens request. */
  List<LocatedTest> tests(Path file, String text);

  /** Compile problems of one file of the workspace at {@code root}, unsaved texts included. */
  List<Problem> problems(Path root, Path file, Snapshot documents, Budget budget);

  /**
   * A test and where it stands.
   *
   * @param name range of its name
   * @param range from its first annotation to its end
   */
  record LocatedTest(TestId id, TextRange name, TextRange range) {}
}
