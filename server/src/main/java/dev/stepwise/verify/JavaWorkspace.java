package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import dev.stepwise.language.java.JavaBuild;
import dev.stepwise.language.java.JavaTests;
import dev.stepwise.language.java.SourceText;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Java workspace at one moment: compiled, with compilers and test JVMs that fit it. */
final class JavaWorkspace implements AutoCloseable {
  private final Path folder;
  private final FileStamps stamps;
  private final Map<Path, String> unsaved;
  private final JavaBaseline baseline;
  private final CompilerPool compilers;
  private final TestJvms jvms;
  private final TestRunner runner;
  private final List<TestId> allTests;

  private JavaWorkspace(
      Path folder,
      FileStamps stamps,
      Map<Path, String> unsaved,
      JavaBaseline baseline,
      WorkbenchOptions options,
      Optional<Bubblewrap> bubblewrap) {
    this.folder = folder;
    this.stamps = stamps;
    this.unsaved = unsaved;
    this.baseline = baseline;
    compilers = new CompilerPool(baseline, options.compilers());
    jvms = new TestJvms(baseline, folder, bubblewrap);
    List<SourceText> tests =
        baseline.modules().stream().flatMap(m -> m.sources().test().stream()).toList();
    allTests = JavaTests.find(tests).stream().map(JavaTests.TestMethod::test).distinct().toList();
    runner = new TestRunner(baseline, jvms, options, allTests);
  }

  /**
   * Compiles the workspace as it is now.
   *
   * @param stamps taken before, so that a change while we compile is seen next time
   */
  static JavaWorkspace open(
      JavaBuild build,
      FileStamps stamps,
      Map<Path, String> unsaved,
      WorkbenchOptions options,
      Optional<Bubblewrap> bubblewrap,
      Budget budget) {
    try {
      Path folder = Files.createTempDirectory("stepwise-bench").toRealPath();
      try {
        JavaBaseline baseline = JavaBaseline.compile(build, unsaved, folder, budget);
        return new JavaWorkspace(folder, stamps, unsaved, baseline, options, bubblewrap);
      } catch (RuntimeException e) {
        PrivateCopy.delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UserException("cannot write to the temporary folder: " + e.getMessage(), e);
    }
  }

  boolean isOf(FileStamps now, Map<Path, String> unsavedNow) {
    return stamps.equals(now) && unsaved.equals(unsavedNow);
  }

  FileStamps stamps() {
    return stamps;
  }

  JavaBaseline baseline() {
    return baseline;
  }

  CompilerPool compilers() {
    return compilers;
  }

  TestRunner runner() {
    return runner;
  }

  List<TestId> allTests() {
    return allTests;
  }

  @Override
  public void close() {
    runner.close();
    jvms.close();
    compilers.close();
    PrivateCopy.delete(folder);
  }
}
