package dev.stepwise.verify;

import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.language.java.JavaBuild;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.JavaBaseline.CompiledModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workbench for Java projects: Maven, Gradle as far as it can be read, and plain folders. */
final class JavaWorkbench implements Workbench {
  private final Path root;
  private final WorkbenchOptions options;
  private final Optional<Bubblewrap> bubblewrap;
  private final Sandbox sandbox;
  private volatile JavaWorkspace workspace;

  private JavaWorkbench(
      Path root,
      WorkbenchOptions options,
      Optional<Bubblewrap> bubblewrap,
      JavaWorkspace workspace) {
    this.root = root;
    this.options = options;
    this.bubblewrap = bubblewrap;
    this.workspace = workspace;
    sandbox = options.sandbox(bubblewrap.isPresent());
  }

  /** See {@link Workbenches#open}. */
  static JavaWorkbench open(
      Path folder, Map<Path, String> unsaved, WorkbenchOptions options, Budget budget) {
    Path root = folder.toAbsolutePath().normalize();
    FileStamps stamps = FileStamps.of(root);
    JavaBuild build = JavaBuild.read(root, options.offline());
    Optional<Bubblewrap> bubblewrap = Bubblewrap.find();
    return new JavaWorkbench(
        root,
        options,
        bubblewrap,
        JavaWorkspace.open(
            build, stamps, UnsavedTexts.of(unsaved, ".java"), options, bubblewrap, budget));
  }

  @Override
  public synchronized void refresh(Map<Path, String> unsaved, Budget budget) {
    Map<Path, String> texts = UnsavedTexts.of(unsaved, ".java");
    FileStamps now = FileStamps.of(root);
    JavaWorkspace old = workspace;
    if (old.isOf(now, texts)) {
      return;
    }
    JavaBuild build = old.baseline().build();
    // Where no build says so, any new file can be a new source folder or a new library.
    if (!build.tool().equals("maven") || !old.stamps().ofBuild().equals(now.ofBuild())) {
      build = JavaBuild.read(root, options.offline());
    }
    workspace = JavaWorkspace.open(build, now, texts, options, bubblewrap, budget);
    old.close();
  }

  @Override
  public Compilation baseline() {
    List<Problem> problems =
        workspace.baseline().modules().stream()
            .flatMap(m -> m.problems().stream())
            .sorted(Comparator.comparing(Problem::file).thenComparingInt(p -> p.range().start()))
            .toList();
    return new Compilation(Variant.UNCHANGED, problems.isEmpty(), Map.of(), problems);
  }

  @Override
  public List<Compilation> compile(List<Variant> variants, Budget budget) {
    return workspace.compilers().compile(variants, budget, this::baseline);
  }

  @Override
  public TestRun run(Compilation compilation, List<TestId> tests, Budget budget) {
    return allowed().run(compilation, tests, budget);
  }

  @Override
  public List<TestRun> runAll(
      List<Compilation> compilations, List<TestId> tests, int enough, Budget budget) {
    return allowed().runAll(compilations, tests, enough, budget);
  }

  @Override
  public Coverage coverage(List<TestId> tests, Budget budget) {
    return allowed().coverage(tests, budget);
  }

  @Override
  public Behaviour behaviour(
      List<Compilation> variants, List<TestId> failing, List<TestId> passing, Budget budget) {
    // A path or a command that nobody wrote must meet nothing that it could harm.
    return sandbox == Sandbox.BUBBLEWRAP
        ? workspace.runner().behaviour(variants, failing, passing, budget)
        : Behaviour.UNKNOWN;
  }

  private TestRunner allowed() {
    if (sandbox == Sandbox.FORBIDDEN) {
      throw new UserException(Sandbox.HOW_TO_ALLOW);
    }
    return workspace.runner();
  }

  @Override
  public List<TestId> allTests() {
    return workspace.allTests();
  }

  @Override
  public TestId resolve(TestId asWritten) {
    return new TestNames(allTests()).resolve(asWritten);
  }

  @Override
  public List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    for (CompiledModule module : workspace.baseline().modules()) {
      module.sources().main().forEach(s -> sources.add(s.file()));
    }
    return sources;
  }

  @Override
  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public synchronized void close() {
    workspace.close();
  }
}
