package dev.stepwise.verify;

import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.language.java.JavaBuild;
import dev.stepwise.language.java.JavaCompilerSession.CompiledClass;
import dev.stepwise.language.java.JavaTests;
import dev.stepwise.language.java.SourceText;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.JavaBaseline.CompiledModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The workbench for Java projects: Maven, Gradle as far as it can be read, and plain folders. */
final class JavaWorkbench implements Workbench {
  private final Path folder;
  private final JavaBaseline baseline;
  private final Sandbox sandbox;
  private final CompilerPool compilers;
  private final TestJvms jvms;
  private final TestRunner runner;
  private final List<TestId> allTests;

  private JavaWorkbench(
      Path folder, JavaBaseline baseline, WorkbenchOptions options, Optional<Bubblewrap> bwrap) {
    this.folder = folder;
    this.baseline = baseline;
    sandbox = sandbox(options, bwrap);
    compilers = new CompilerPool(baseline, options.compilers());
    jvms = new TestJvms(baseline, options, folder, bwrap);
    runner = new TestRunner(baseline, jvms, options);
    List<SourceText> tests =
        baseline.modules().stream().flatMap(m -> m.sources().test().stream()).toList();
    allTests = JavaTests.find(tests).stream().map(JavaTests.TestMethod::test).distinct().toList();
  }

  private static Sandbox sandbox(WorkbenchOptions options, Optional<Bubblewrap> bwrap) {
    if (options.forbidTests()) {
      return Sandbox.FORBIDDEN;
    }
    if (bwrap.isPresent()) {
      return Sandbox.BUBBLEWRAP;
    }
    return options.allowUnsandboxed() ? Sandbox.LIMITS_ONLY : Sandbox.FORBIDDEN;
  }

  /** See {@link Workbenches#open}. */
  static JavaWorkbench open(
      JavaBuild build, Map<Path, String> unsaved, WorkbenchOptions options, Budget budget) {
    try {
      Path folder = Files.createTempDirectory("stepwise-bench").toRealPath();
      JavaBaseline baseline = JavaBaseline.compile(build, unsaved, folder, budget);
      return new JavaWorkbench(folder, baseline, options, Bubblewrap.find());
    } catch (IOException e) {
      throw new UserException("cannot write to the temporary folder: " + e.getMessage(), e);
    }
  }

  @Override
  public Compilation baseline() {
    List<Problem> problems =
        baseline.modules().stream()
            .flatMap(m -> m.problems().stream())
            .sorted(Comparator.comparing(Problem::file).thenComparingInt(p -> p.range().start()))
            .toList();
    return new Compilation(Variant.UNCHANGED, problems.isEmpty(), Map.of(), problems);
  }

  @Override
  public List<Compilation> compile(List<Variant> variants, Budget budget) {
    return compilers.compile(variants, budget, this::baseline);
  }

  @Override
  public TestRun run(Compilation compilation, List<TestId> tests, Budget budget) {
    allowed();
    return runner.run(compilation, tests, budget);
  }

  @Override
  public List<TestRun> runAll(
      List<Compilation> compilations, List<TestId> tests, int enough, Budget budget) {
    allowed();
    return runner.runAll(compilations, tests, enough, budget);
  }

  @Override
  public Coverage coverage(List<TestId> tests, Budget budget) {
    allowed();
    return runner.coverage(tests, budget);
  }

  private void allowed() {
    if (sandbox == Sandbox.FORBIDDEN) {
      throw new UserException(
          "tests may not run here without a sandbox: install bubblewrap, or allow it for this"
              + " workspace");
    }
  }

  @Override
  public List<TestId> allTests() {
    return allTests;
  }

  @Override
  public TestId resolve(TestId asWritten) {
    return new TestNames(allTests).resolve(asWritten);
  }

  @Override
  public List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    for (CompiledModule module : baseline.modules()) {
      module.sources().main().forEach(s -> sources.add(s.file()));
    }
    return sources;
  }

  @Override
  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>of(runner, jvms, compilers).forEach(JavaWorkbench::closeQuietly);
    PrivateCopy.delete(folder);
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Class files of the unchanged workspace, for those who compare. */
  Map<String, CompiledClass> classes(String module) {
    return baseline.module(module).classes();
  }
}
