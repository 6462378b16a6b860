package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.JavaBaseline.CompiledModule;
import dev.stepwise.verify.TestJvm.Broken;
import dev.stepwise.verify.runner.Lines;
import dev.stepwise.verify.runner.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs tests of variants in warm test JVMs, one for each module, and replaces a JVM that hangs or
 * dies.
 */
final class TestRunner implements AutoCloseable {
  private static final int VARIANTS_PER_JVM = 1_000;

  private final JavaBaseline baseline;
  private final TestJvms jvms;
  private final WorkbenchOptions options;
  private final Map<String, TestJvm> warm = new HashMap<>();
  private final Map<String, Integer> used = new HashMap<>();

  TestRunner(JavaBaseline baseline, TestJvms jvms, WorkbenchOptions options) {
    this.baseline = baseline;
    this.jvms = jvms;
    this.options = options;
  }

  /** See {@link Workbench#run}. */
  synchronized TestRun run(Compilation compilation, List<TestId> tests, Budget budget) {
    if (!runnable(compilation)) {
      return new TestRun(List.of());
    }
    List<TestRun.Result> results = new ArrayList<>();
    byModule(tests)
        .forEach(
            (module, own) ->
                work(module, List.of(compilation), own, false, false, 1, budget)
                    .forEach(done -> done.forEach(e -> results.add(e.result()))));
    return new TestRun(results);
  }

  /** See {@link Workbench#runAll}. */
  synchronized List<TestRun> runAll(
      List<Compilation> compilations, List<TestId> tests, int enough, Budget budget) {
    Map<CompiledModule, List<TestId>> modules = byModule(tests);
    if (modules.size() != 1) {
      return runOneByOne(compilations, tests, enough, budget);
    }
    Map.Entry<CompiledModule, List<TestId>> only = modules.entrySet().iterator().next();
    Iterator<List<Coverage.Entry>> done =
        work(
                only.getKey(),
                compilations.stream().filter(TestRunner::runnable).toList(),
                only.getValue(),
                false,
                true,
                enough,
                budget)
            .iterator();
    List<TestRun> runs = new ArrayList<>();
    for (Compilation compilation : compilations) {
      if (!runnable(compilation)) {
        runs.add(new TestRun(List.of()));
      } else if (done.hasNext()) {
        runs.add(new TestRun(done.next().stream().map(Coverage.Entry::result).toList()));
      } else {
        break;
      }
    }
    return runs;
  }

  private List<TestRun> runOneByOne(
      List<Compilation> compilations, List<TestId> tests, int enough, Budget budget) {
    List<TestRun> runs = new ArrayList<>();
    int passing = 0;
    for (Compilation compilation : compilations) {
      if (passing >= enough || budget.exhausted()) {
        break;
      }
      TestRun run = run(compilation, tests, budget);
      passing += run.passed() ? 1 : 0;
      runs.add(run);
    }
    return runs;
  }

  /** The unchanged workspace can be run although some of its files do not compile. */
  private static boolean runnable(Compilation compilation) {
    return compilation.succeeded() || compilation.variant().equals(Variant.UNCHANGED);
  }

  /** See {@link Workbench#coverage}. */
  synchronized Coverage coverage(List<TestId> tests, Budget budget) {
    Compilation unchanged = new Compilation(Variant.UNCHANGED, true, Map.of(), List.of());
    List<Coverage.Entry> entries = new ArrayList<>();
    byModule(tests)
        .forEach(
            (module, own) ->
                work(module, List.of(unchanged), own, true, false, 1, budget)
                    .forEach(entries::addAll));
    return new Coverage(entries);
  }

  private Map<CompiledModule, List<TestId>> byModule(List<TestId> tests) {
    Map<CompiledModule, List<TestId>> groups = new LinkedHashMap<>();
    for (TestId test : tests) {
      CompiledModule module =
          baseline.modules().stream()
              .filter(m -> m.classes().containsKey(test.className()))
              .findFirst()
              .orElse(baseline.modules().getLast());
      groups.computeIfAbsent(module, m -> new ArrayList<>()).add(test);
    }
    return groups;
  }

  /** What each variant's tests did, for as many variants as were run. */
  private List<List<Coverage.Entry>> work(
      CompiledModule module,
      List<Compilation> compilations,
      List<TestId> tests,
      boolean lines,
      boolean failFast,
      int enough,
      Budget budget) {
    List<List<Coverage.Entry>> done = new ArrayList<>();
    List<TestId> left = tests;
    boolean resumed = false;
    List<Coverage.Entry> begun = List.of();
    int passing = 0;
    while (done.size() < compilations.size() && passing < enough && !budget.exhausted()) {
      List<Map<String, byte[]>> classes =
          compilations.subList(done.size(), compilations.size()).stream()
              .map(Compilation::classes)
              .toList();
      // After a crash the rest of the tests of one variant goes first, alone.
      Wire.Job job =
          new Wire.Job(
              options.steps(),
              lines,
              failFast,
              resumed ? 1 : enough - passing,
              left.stream().map(t -> new Wire.TestName(t.className(), t.method())).toList(),
              resumed ? classes.subList(0, 1) : classes);
      Progress progress = new Progress(begun);
      Optional<Broken> broken =
          jvm(module, job.variants().size()).run(job, options.testLimit(), budget, progress::add);
      budget.checkCancelled();
      for (List<Coverage.Entry> variant : progress.finished) {
        done.add(variant);
        passing += passed(variant) ? 1 : 0;
      }
      left = tests;
      resumed = false;
      begun = List.of();
      if (broken.isPresent()) {
        boolean worn = uses(module) > job.variants().size() || !progress.finished.isEmpty();
        drop(module);
        if (budget.exhausted()) {
          break;
        }
        if (worn && broken.get().memory()) {
          // Perhaps what others left behind filled the memory: once more, in a fresh JVM.
          continue;
        }
        progress.kill(job, broken.get().why());
        List<TestId> after = failFast ? List.of() : behind(job, progress.running());
        if (after.isEmpty()) {
          done.add(progress.current);
        } else {
          left = after;
          resumed = true;
          begun = progress.current;
        }
      }
    }
    return done;
  }

  private static boolean passed(List<Coverage.Entry> entries) {
    return new TestRun(entries.stream().map(Coverage.Entry::result).toList()).passed();
  }

  /** The tests of a job that come after the one that broke the JVM. */
  private static List<TestId> behind(Wire.Job job, Optional<Wire.TestName> running) {
    List<Wire.TestName> tests = job.tests();
    for (int i = 0; i < tests.size(); i++) {
      Wire.TestName test = tests.get(i);
      boolean it =
          running.isPresent()
              && test.className().equals(running.get().className())
              && (test.method().isEmpty() || test.method().equals(running.get().method()));
      if (it) {
        return tests.subList(i + 1, tests.size()).stream()
            .map(t -> new TestId(t.className(), t.method()))
            .toList();
      }
    }
    return List.of();
  }

  private TestJvm jvm(CompiledModule module, int variants) {
    String name = module.module().name();
    TestJvm running = warm.get(name);
    int uses = uses(module);
    if (running != null && (!running.alive() || uses > VARIANTS_PER_JVM)) {
      drop(module);
      running = null;
      uses = 0;
    }
    used.put(name, uses + variants);
    return running != null ? running : warm.computeIfAbsent(name, n -> jvms.start(module));
  }

  /** How many variants its present JVM was given. */
  private int uses(CompiledModule module) {
    return Optional.ofNullable(used.get(module.module().name())).orElse(0);
  }

  private void drop(CompiledModule module) {
    used.remove(module.module().name());
    Optional.ofNullable(warm.remove(module.module().name())).ifPresent(TestJvm::close);
  }

  @Override
  public synchronized void close() {
    warm.values().forEach(TestJvm::close);
    warm.clear();
  }

  /** Collects a job's events. */
  private final class Progress {
    private final List<List<Coverage.Entry>> finished = new ArrayList<>();
    private List<Coverage.Entry> current;
    private Optional<Wire.TestName> started = Optional.empty();

    Progress(List<Coverage.Entry> begun) {
      current = new ArrayList<>(begun);
    }

    void add(Wire.Event event) {
      switch (event) {
        case Wire.Event.Started(int variant, Wire.TestName test) -> started = Optional.of(test);
        case Wire.Event.Ended ended -> current.add(entry(ended));
        case Wire.Event.VariantDone(int variant) -> {
          finished.add(current);
          current = new ArrayList<>();
          started = Optional.empty();
        }
        case Wire.Event.JobDone() -> started = Optional.empty();
      }
    }

    Optional<Wire.TestName> running() {
      return started;
    }

    void kill(Wire.Job job, String why) {
      Wire.TestName test = started.orElse(job.tests().getFirst());
      current.add(
          new Coverage.Entry(
              new TestRun.Result(
                  new TestId(test.className(), test.method()),
                  TestRun.Outcome.KILLED,
                  why,
                  List.of()),
              Map.of()));
    }

    private Coverage.Entry entry(Wire.Event.Ended ended) {
      Map<Path, Set<Integer>> lines = new HashMap<>();
      for (Lines.ClassLines reached : ended.lines()) {
        source(reached.className())
            .ifPresent(
                file ->
                    reached.lines().stream()
                        .forEach(
                            line -> lines.computeIfAbsent(file, f -> new TreeSet<>()).add(line)));
      }
      return new Coverage.Entry(
          new TestRun.Result(
              new TestId(ended.test().className(), ended.test().method()),
              TestRun.Outcome.valueOf(ended.outcome()),
              ended.message(),
              ended.frames()),
          lines);
    }

    private Optional<Path> source(String className) {
      return baseline.modules().stream()
          .flatMap(m -> Optional.ofNullable(m.classes().get(className)).stream())
          .map(c -> c.source())
          .findFirst();
    }
  }
}
