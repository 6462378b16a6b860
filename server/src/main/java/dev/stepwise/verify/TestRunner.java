package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.JavaBaseline.CompiledModule;
import dev.stepwise.verify.TestJvm.Broken;
import dev.stepwise.verify.runner.Lines;
import dev.stepwise.verify.runner.Recorder;
import dev.stepwise.verify.runner.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs tests of variants in warm test JVMs, one for each module, and replaces a JVM that hangs or
 * dies.
 */
final class TestRunner implements AutoCloseable {
  private static final int VARIANTS_PER_JVM = 1_000;

  /** A test that needs more memory than usual gets up to so many times as much. */
  private static final int LARGE_HEAP = 6;

  /** Tests that reach a limit are given more; after so many that never end, no others are. */
  private static final int MOST_ENDLESS = 2;

  /** A test is run for so long to see which calls it makes. */
  private static final long MOST_STEPS_ASKED = 2_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final JavaBaseline baseline;
  private final TestJvms jvms;
  private final WorkbenchOptions options;
  private final Map<String, TestJvm> warm = new HashMap<>();
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, Integer> heaps = new HashMap<>();
  private final Set<TestId> patient = new HashSet<>();
  private final List<TestId> allTests;
  private final Pace pace;
  private int endless;

  TestRunner(
      JavaBaseline baseline, TestJvms jvms, WorkbenchOptions options, List<TestId> allTests) {
    this.allTests = allTests;
    this.baseline = baseline;
    this.jvms = jvms;
    this.options = options;
    this.pace = new Pace(options.steps(), options.testLimit());
  }

  /** See {@link Workbench#run}. */
  synchronized TestRun run(Compilation compilation, List<TestId> tests, Budget budget) {
    if (!runnable(compilation)) {
      return new TestRun(List.of());
    }
    List<TestRun.Result> results = new ArrayList<>();
    byModule(tests)
        .forEach(
            (module, own) -> {
              List<TestRun.Result> some = new ArrayList<>();
              work(module, List.of(compilation), own, terms(compilation, own), budget)
                  .forEach(done -> done.forEach(e -> some.add(e.result())));
              if (compilation.variant().equals(Variant.UNCHANGED)) {
                some.replaceAll(r -> patiently(module, compilation, r, budget));
                List<TestId> lost = lost(own, some);
                if (!lost.isEmpty()) {
                  work(module, List.of(compilation), lost, terms(compilation, lost), budget)
                      .forEach(done -> done.forEach(e -> some.add(e.result())));
                  some.replaceAll(r -> patiently(module, compilation, r, budget));
                }
              }
              results.addAll(some);
            });
    return new TestRun(results);
  }

  /** Tests of a whole class that one of them took down with its JVM. */
  private List<TestId> lost(List<TestId> asked, List<TestRun.Result> results) {
    Set<String> broken =
        results.stream()
            .filter(r -> asked.contains(new TestId(r.test().className(), "")))
            .filter(r -> r.outcome() == TestRun.Outcome.KILLED || patient.contains(r.test()))
            .map(r -> r.test().className())
            .collect(Collectors.toSet());
    Set<TestId> ran = results.stream().map(TestRun.Result::test).collect(Collectors.toSet());
    return allTests.stream()
        .filter(t -> broken.contains(t.className()) && !ran.contains(t))
        .toList();
  }

  /**
   * Gives an unchanged test that reached a limit more of what it lacked; if it ends then, variants
   * get as much.
   */
  private TestRun.Result patiently(
      CompiledModule module, Compilation unchanged, TestRun.Result result, Budget budget) {
    TestId test = result.test();
    String name = module.module().name();
    int heap = heap(name);
    long steps = options.steps();
    TestRun.Result last = result;
    int largest = LARGE_HEAP * options.heapMegabytes();
    while (limited(last) && pace.isUnknown(test) && endless < MOST_ENDLESS) {
      boolean memory = last.message().equals(TestJvm.OUT_OF_MEMORY);
      if (memory ? heap(name) == largest : steps == pace.patient()) {
        break;
      }
      patient.add(test);
      if (memory) {
        drop(module);
        heaps.put(name, Math.min(2 * heap(name), largest));
      } else {
        steps = pace.patient();
      }
      Terms terms = new Terms(false, false, 1, steps, Map.of(), options.testLimit());
      Budget share = budget.atMost(PATIENCE);
      List<TestRun.Result> again = new ArrayList<>();
      work(module, List.of(unchanged), List.of(test), terms, share)
          .forEach(done -> done.forEach(e -> again.add(e.result())));
      if (again.isEmpty()) {
        break;
      }
      last = again.getLast();
    }
    if ((limited(last) || timedOut(last)) && pace.isUnknown(test)) {
      pace.neverEnded(test);
      endless++;
      if (heap != heap(name)) {
        drop(module);
        heaps.put(name, heap);
      }
    }
    return last.outcome() == TestRun.Outcome.KILLED || timedOut(last) ? result : last;
  }

  /** Whether a test's own limit of time ended it, as JUnit's {@code timeout}. */
  private static boolean timedOut(TestRun.Result result) {
    return result.outcome() != TestRun.Outcome.PASSED
        && result.message().contains("timed out after");
  }

  private static boolean limited(TestRun.Result result) {
    boolean steps = result.message().startsWith(Recorder.STEPS_EXCEEDED);
    return result.outcome() == TestRun.Outcome.KILLED
        && (steps || result.message().equals(TestJvm.OUT_OF_MEMORY))
        && !result.test().method().isEmpty();
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
                new Terms(
                    false,
                    true,
                    enough,
                    pace.steps(only.getValue()),
                    pace.ownSteps(only.getValue()),
                    pace.time(only.getValue())),
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
                work(module, List.of(unchanged), own, coverage(own), budget)
                    .forEach(entries::addAll));
    return new Coverage(entries);
  }

  /** See {@link Workbench#behaviour}. */
  synchronized Behaviour behaviour(
      List<Compilation> variants, List<TestId> failing, List<TestId> passing, Budget budget) {
    List<TestId> tests = new ArrayList<>(failing);
    tests.addAll(passing);
    if (failing.isEmpty() || !variants.stream().allMatch(TestRunner::runnable)) {
      return Behaviour.UNKNOWN;
    }
    CompiledModule module = byModule(List.of(failing.getFirst())).keySet().iterator().next();
    return new Inquirer(baseline, () -> jvm(module, variants.size()), () -> drop(module))
        .ask(variants, tests, passing, Math.min(pace.steps(failing), MOST_STEPS_ASKED), budget);
  }

  /** How tests are run; steps and time are for each. */
  private record Terms(
      boolean lines,
      boolean failFast,
      int enough,
      long steps,
      Map<TestId, Long> ownSteps,
      Duration limit) {}

  private static Map<Wire.TestName, Long> wire(Map<TestId, Long> steps) {
    Map<Wire.TestName, Long> own = new HashMap<>();
    steps.forEach((t, n) -> own.put(new Wire.TestName(t.className(), t.method()), n));
    return own;
  }

  private Terms terms(Compilation compilation, List<TestId> tests) {
    return compilation.variant().equals(Variant.UNCHANGED)
        ? new Terms(false, false, 1, pace.unchanged(tests), Map.of(), options.testLimit())
        : new Terms(false, false, 1, pace.steps(tests), pace.ownSteps(tests), pace.time(tests));
  }

  /** Endless tests are cut early here: the lines of their first million steps say it all. */
  private Terms coverage(List<TestId> tests) {
    return new Terms(true, false, 1, pace.steps(tests), pace.ownSteps(tests), options.testLimit());
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
      Terms terms,
      Budget budget) {
    List<List<Coverage.Entry>> done = new ArrayList<>();
    List<TestId> left = tests;
    boolean resumed = false;
    List<Coverage.Entry> begun = List.of();
    int passing = 0;
    while (done.size() < compilations.size() && passing < terms.enough() && !budget.exhausted()) {
      List<Map<String, byte[]>> classes =
          compilations.subList(done.size(), compilations.size()).stream()
              .map(Compilation::classes)
              .toList();
      // After a crash the rest of the tests of one variant goes first, alone.
      Wire.Job job =
          new Wire.Job(
              terms.steps(),
              wire(terms.ownSteps()),
              terms.lines(),
              terms.failFast(),
              resumed ? 1 : terms.enough() - passing,
              left.stream().map(t -> new Wire.TestName(t.className(), t.method())).toList(),
              resumed ? classes.subList(0, 1) : classes);
      Progress progress = new Progress(begun, compilations.get(done.size()));
      Optional<Broken> broken =
          jvm(module, job.variants().size()).run(job, terms.limit(), budget, progress::add);
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
        List<TestId> after = terms.failFast() ? List.of() : behind(job, progress.running());
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
    return running != null
        ? running
        : warm.computeIfAbsent(name, n -> jvms.start(module, heap(name)));
  }

  /** How many variants its present JVM was given. */
  private int uses(CompiledModule module) {
    return Optional.ofNullable(used.get(module.module().name())).orElse(0);
  }

  private int heap(String module) {
    return heaps.getOrDefault(module, options.heapMegabytes());
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
    private final boolean unchanged;
    private List<Coverage.Entry> current;
    private Optional<Wire.TestName> started = Optional.empty();

    /**
     * @param first what is run, or the first of several variants
     */
    Progress(List<Coverage.Entry> begun, Compilation first) {
      unchanged = first.variant().equals(Variant.UNCHANGED);
      current = new ArrayList<>(begun);
    }

    void add(Wire.Event event) {
      switch (event) {
        case Wire.Event.Started(int variant, Wire.TestName test) -> started = Optional.of(test);
        case Wire.Event.Ended ended -> {
          Coverage.Entry entry = entry(ended);
          current.add(entry);
          boolean itself = entry.result().outcome() != TestRun.Outcome.KILLED;
          if (unchanged && itself && !timedOut(entry.result())) {
            pace.ended(entry.result().test(), ended.steps(), ended.millis());
          }
        }
        case Wire.Event.VariantDone(int variant) -> {
          finished.add(current);
          current = new ArrayList<>();
          started = Optional.empty();
        }
        case Wire.Event.JobDone() -> started = Optional.empty();
        case Wire.Event.Asking asking -> throw new IllegalStateException("nothing was asked");
        case Wire.Event.Answered answered -> throw new IllegalStateException("nothing was asked");
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
