package dev.stepwise.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.language.python.PythonProject;
import dev.stepwise.language.python.PythonTests;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The workbench for Python projects with pytest. */
final class PythonWorkbench implements Workbench {
  /** One for each processor; an idle one is a process that waits. */
  private static final int PYTHONS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  /** A test is run for so long to see which calls it makes. */
  private static final long MOST_STEPS_ASKED = 200_000;

  /**
   * Part of the time that may pass until the last answer: the rest is for what it takes to tell.
   */
  private static final double SHARE_ASKED = 0.9;

  private final Path root;
  private final WorkbenchOptions options;
  private final Optional<Bubblewrap> bubblewrap;
  private final Sandbox sandbox;
  private Opened now;

  /** The project at one moment, with Pythons that work in copies of it. */
  private record Opened(
      PythonProject project,
      FileStamps stamps,
      Map<Path, String> unsaved,
      Path folder,
      PythonPool python,
      List<TestId> allTests) {

    void close() {
      python.close();
      PrivateCopy.delete(folder);
    }
  }

  private PythonWorkbench(Path root, Map<Path, String> unsaved, WorkbenchOptions options) {
    this.root = root;
    this.options = options;
    bubblewrap = Bubblewrap.find();
    sandbox = options.sandbox(bubblewrap.isPresent());
    now = open(FileStamps.of(root), UnsavedTexts.of(unsaved, ".py"));
  }

  static PythonWorkbench open(Path root, Map<Path, String> unsaved, WorkbenchOptions options) {
    return new PythonWorkbench(root.toAbsolutePath().normalize(), unsaved, options);
  }

  private Opened open(FileStamps stamps, Map<Path, String> unsaved) {
    PythonProject project = PythonProject.read(root);
    try {
      Path folder = Files.createTempDirectory("stepwise-bench").toRealPath();
      Map<String, String> texts = new LinkedHashMap<>();
      unsaved.forEach(
          (file, text) -> {
            if (file.startsWith(root)) {
              texts.put(relative(file), text);
            }
          });
      PythonPool python = new PythonPool(project, texts, folder, bubblewrap, PYTHONS);
      return new Opened(project, stamps, unsaved, folder, python, tests(project, unsaved));
    } catch (IOException e) {
      throw new UserException("cannot write to the temporary folder: " + e.getMessage(), e);
    }
  }

  private List<TestId> tests(PythonProject project, Map<Path, String> unsaved) {
    List<TestId> tests = new ArrayList<>();
    for (Path file : project.tests()) {
      String text = unsaved.get(file);
      PythonTests.find(relative(file), text == null ? PythonProject.text(file) : text)
          .forEach(t -> tests.add(t.test()));
    }
    return tests.stream().distinct().toList();
  }

  @Override
  public synchronized void refresh(Map<Path, String> unsaved, Budget budget) {
    FileStamps stamps = FileStamps.of(root);
    Map<Path, String> texts = UnsavedTexts.of(unsaved, ".py");
    if (!now.stamps().equals(stamps) || !now.unsaved().equals(texts)) {
      Opened old = now;
      now = open(stamps, texts);
      old.close();
    }
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public synchronized Compilation baseline() {
    Map<Path, String> texts = new LinkedHashMap<>();
    now.project().sources().forEach(f -> texts.put(f, PythonProject.text(f)));
    Compilation all =
        compile(List.of(new Variant(texts)), Budget.of(Duration.ofMinutes(1))).getFirst();
    return new Compilation(Variant.UNCHANGED, all.succeeded(), Map.of(), all.problems());
  }

  @Override
  public synchronized List<Compilation> compile(List<Variant> variants, Budget budget) {
    List<Compilation> all = new ArrayList<>();
    Optional<JsonNode> problems =
        now.python().check(variants.stream().map(this::texts).toList(), budget);
    for (int i = 0; i < variants.size(); i++) {
      all.add(
          problems.isPresent()
              ? compilation(variants.get(i), problems.get().path(i))
              : new Compilation(variants.get(i), false, Map.of(), List.of()));
    }
    return all;
  }

  private Compilation compilation(Variant variant, JsonNode told) {
    List<Problem> problems = new ArrayList<>();
    for (JsonNode problem : told) {
      Path file = root.resolve(problem.path("path").asText());
      String text = variant.texts().getOrDefault(file, "");
      int at = offset(text, problem.path("line").asInt(), problem.path("column").asInt());
      problems.add(
          new Problem(
              file,
              new TextRange(at, Math.min(at + problem.path("length").asInt(), text.length())),
              Problem.Severity.ERROR,
              problem.path("code").asText(),
              problem.path("message").asText()));
    }
    // Python compiles a name that nothing defines; it fails only where it is reached.
    boolean compiles = problems.stream().allMatch(PythonProject::isUndefinedName);
    return new Compilation(variant, compiles, Map.of(), problems);
  }

  private static int offset(String text, int line, int column) {
    int start = 0;
    for (int i = 1; i < line && start >= 0; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return Math.clamp((long) start + column - 1, 0, text.length());
  }

  private Map<String, String> texts(Variant variant) {
    Map<String, String> texts = new LinkedHashMap<>();
    variant
        .texts()
        .forEach(
            (file, text) -> {
              if (!file.startsWith(root)) {
                throw new UserException(file + " is not in " + root);
              }
              texts.put(relative(file), text);
            });
    return texts;
  }

  @Override
  public TestRun run(Compilation compilation, List<TestId> tests, Budget budget) {
    List<List<Coverage.Entry>> done = work(List.of(compilation), tests, false, false, 1, budget);
    return done.isEmpty() ? new TestRun(List.of()) : run(done.getFirst());
  }

  @Override
  public List<TestRun> runAll(
      List<Compilation> compilations, List<TestId> tests, int enough, Budget budget) {
    return work(compilations, tests, false, true, enough, budget).stream()
        .map(PythonWorkbench::run)
        .toList();
  }

  private static TestRun run(List<Coverage.Entry> entries) {
    return new TestRun(entries.stream().map(Coverage.Entry::result).toList());
  }

  @Override
  public Coverage coverage(List<TestId> tests, Budget budget) {
    Compilation unchanged = new Compilation(Variant.UNCHANGED, true, Map.of(), List.of());
    List<Coverage.Entry> all = new ArrayList<>();
    work(List.of(unchanged), tests, true, false, 1, budget).forEach(all::addAll);
    return new Coverage(all);
  }

  @Override
  public synchronized Behaviour behaviour(
      List<Compilation> variants, List<TestId> failing, List<TestId> passing, Budget budget) {
    // A path or a command that nobody wrote must meet nothing that it could harm.
    if (sandbox != Sandbox.BUBBLEWRAP || !variants.stream().allMatch(Compilation::succeeded)) {
      return Behaviour.UNKNOWN;
    }
    List<TestId> tests = new ArrayList<>(failing);
    tests.addAll(passing);
    Map<String, Object> terms = new HashMap<>();
    terms.put("op", "ask");
    terms.put("tests", names(tests));
    terms.put("variants", variants.stream().map(c -> texts(c.variant())).toList());
    terms.put("steps", Math.min(options.steps(), MOST_STEPS_ASKED));
    terms.put("seconds", budget.remaining().toMillis() * SHARE_ASKED / 1000);
    terms.put("memory", memory());
    Optional<JsonNode> told = now.python().ask(terms, budget);
    Answers answers = new Answers(variants.size());
    if (told.isPresent()) {
      answers.unchanged(numbers(told.get().path("unchanged")));
      for (int i = 0; i < variants.size(); i++) {
        JsonNode own = told.get().path("variants").path(i);
        if (own.isNull()) {
          answers.broke(i);
        }
        answers.variant(i, numbers(own));
      }
    }
    return answers.compare();
  }

  private static List<Long> numbers(JsonNode told) {
    List<Long> numbers = new ArrayList<>();
    told.forEach(n -> numbers.add(n.asLong()));
    return numbers;
  }

  private static List<List<String>> names(List<TestId> tests) {
    return tests.stream().map(t -> List.of(t.className(), t.method())).toList();
  }

  /** Of one test, in bytes of addresses: libraries that it loads reserve more than they use. */
  private long memory() {
    return (options.heapMegabytes() + 256L) << 20;
  }

  /** What each variant's tests did, for as many variants as were run. */
  private synchronized List<List<Coverage.Entry>> work(
      List<Compilation> compilations,
      List<TestId> tests,
      boolean lines,
      boolean failFast,
      int enough,
      Budget budget) {
    if (sandbox == Sandbox.FORBIDDEN) {
      throw new UserException(Sandbox.HOW_TO_ALLOW);
    }
    List<Compilation> runnable =
        compilations.stream()
            .filter(c -> c.succeeded() || c.variant().equals(Variant.UNCHANGED))
            .toList();
    Map<String, Object> terms = new HashMap<>();
    terms.put("op", "run");
    terms.put("many", failFast);
    terms.put("tests", names(tests));
    terms.put("lines", lines);
    terms.put("failFast", failFast);
    terms.put("steps", options.steps());
    terms.put("seconds", options.testLimit().toSeconds());
    terms.put("memory", memory());
    List<List<Coverage.Entry>> done =
        now
            .python()
            .run(
                terms,
                runnable.stream().map(c -> texts(c.variant())).toList(),
                enough,
                told -> run(entries(told)).passed(),
                budget)
            .stream()
            .map(this::entries)
            .toList();
    return withEmpty(compilations, runnable, done);
  }

  private List<Coverage.Entry> entries(List<JsonNode> told) {
    return told.stream().map(this::entry).toList();
  }

  /** Puts empty results in the places of those that were not run because they do not compile. */
  private static List<List<Coverage.Entry>> withEmpty(
      List<Compilation> all, List<Compilation> runnable, List<List<Coverage.Entry>> done) {
    if (runnable.size() == all.size()) {
      return done;
    }
    List<List<Coverage.Entry>> placed = new ArrayList<>();
    int next = 0;
    for (Compilation compilation : all) {
      boolean ran = next < runnable.size() && runnable.get(next).equals(compilation);
      if (ran && next >= done.size()) {
        break;
      }
      placed.add(ran ? done.get(next++) : List.of());
    }
    return placed;
  }

  private Coverage.Entry entry(JsonNode event) {
    List<String> frames = new ArrayList<>();
    event.path("frames").forEach(f -> frames.add(f.asText()));
    Map<Path, Set<Integer>> lines = new HashMap<>();
    Set<Path> sources = Set.copyOf(now.project().sources());
    event
        .path("lines")
        .properties()
        .forEach(
            file -> {
              Path path = root.resolve(file.getKey());
              if (sources.contains(path)) {
                Set<Integer> numbers = lines.computeIfAbsent(path, p -> new TreeSet<>());
                file.getValue().forEach(n -> numbers.add(n.asInt()));
              }
            });
    return new Coverage.Entry(
        new TestRun.Result(
            new TestId(event.path("test").path(0).asText(), event.path("test").path(1).asText()),
            TestRun.Outcome.valueOf(event.path("outcome").asText()),
            event.path("message").asText(),
            frames),
        lines);
  }

  @Override
  public synchronized List<TestId> allTests() {
    return now.allTests();
  }

  @Override
  public synchronized TestId resolve(TestId asWritten) {
    int colons = asWritten.className().indexOf("::");
    TestId written =
        colons < 0
            ? asWritten
            : new TestId(
                asWritten.className().substring(0, colons),
                asWritten.className().substring(colons + 2));
    String inRoot = root.getFileName() + "/";
    String wanted =
        written.className().startsWith(inRoot) && !Files.exists(root.resolve(written.className()))
            ? written.className().substring(inRoot.length())
            : written.className();
    List<String> files =
        allTests().stream()
            .map(TestId::className)
            .distinct()
            .filter(
                f ->
                    f.equals(wanted)
                        || f.endsWith("/" + wanted)
                        || f.equals(wanted + ".py")
                        || f.endsWith("/" + wanted + ".py"))
            .toList();
    if (files.size() == 1
        && (written.method().isEmpty()
            || allTests().contains(new TestId(files.getFirst(), written.method())))) {
      return new TestId(files.getFirst(), written.method());
    }
    List<TestId> near =
        allTests().stream()
            .filter(t -> files.isEmpty() || files.contains(t.className()))
            .limit(3)
            .toList();
    throw new UserException(
        files.size() > 1
            ? wanted + " names " + files.size() + " test files: " + files
            : "no test " + asWritten + (near.isEmpty() ? "" : "; there are for example " + near));
  }

  @Override
  public synchronized List<Path> sources() {
    return now.project().sources();
  }

  @Override
  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public synchronized void close() {
    now.close();
  }
}
