package dev.stepwise.verify;

import dev.stepwise.language.java.JavaBuild;
import dev.stepwise.language.python.PythonProject;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens the workbench that fits a workspace. */
public final class Workbenches {
  private Workbenches() {}

  /**
   * Reads the build and compiles the workspace.
   *
   * @param unsaved absolute path to text that counts instead of the file's
   * @throws UserException if there is nothing we can compile, or a library or tool is missing
   */
  public static Workbench open(
      Path root, Map<Path, String> unsaved, WorkbenchOptions options, Budget budget) {
    if (!Files.isDirectory(root)) {
      throw new UserException("no such folder: " + root);
    }
    // A Java project may have Python scripts; a Python project has no Java.
    if (!JavaBuild.looksLikeJava(root)) {
      if (PythonProject.looksLikePython(root)) {
        return PythonWorkbench.open(root, unsaved, options);
      }
      throw new UserException(OtherLanguage.of(root).whatCanBeDone(root));
    }
    return JavaWorkbench.open(root, unsaved, options, budget);
  }
}
