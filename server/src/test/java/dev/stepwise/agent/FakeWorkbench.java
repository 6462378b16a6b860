package dev.stepwise.agent;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.Behaviour;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.Coverage;
import dev.stepwise.verify.Sandbox;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** A workspace of one file whose compiler and tests are predicates over its text. */
final class FakeWorkbench implements Workbench {
  static final Path FILE = Path.of("/somewhere/Code.java");

  private final String text;
  private final Predicate<String> compiles;
  private final Map<TestId, Predicate<String>> tests = new LinkedHashMap<>();
  private final Sandbox sandbox;
  int compiled;
  int runs;
  private Optional<ToIntFunction<String>> asBefore = Optional.empty();

  FakeWorkbench(String text, Predicate<String> compiles, Sandbox sandbox) {
    this.text = text;
    this.compiles = compiles;
    this.sandbox = sandbox;
  }

  static FakeWorkbench of(String text) {
    return new FakeWorkbench(text, t -> !t.contains("syntax error"), Sandbox.BUBBLEWRAP);
  }

  /** Adds a test, written {@code Class#method}, that passes where the predicate holds. */
  FakeWorkbench test(String id, Predicate<String> passes) {
    tests.put(TestId.parse(id), passes);
    return this;
  }

  /** Makes it know on how many of ten generated inputs a text behaves as before. */
  FakeWorkbench behaving(ToIntFunction<String> found) {
    asBefore = Optional.of(found);
    return this;
  }

  @Override
  public Behaviour behaviour(
      List<Compilation> variants, List<TestId> failing, List<TestId> passing, Budget budget) {
    if (asBefore.isEmpty()) {
      return Behaviour.UNKNOWN;
    }
    List<Integer> found =
        variants.stream().map(v -> asBefore.get().applyAsInt(now(v.variant()))).toList();
    return new Behaviour(10, found, IntStream.range(0, found.size()).boxed().toList());
  }

  @Override
  public List<Compilation> compile(List<Variant> variants, Budget budget) {
    List<Compilation> all = new ArrayList<>();
    for (Variant variant : variants) {
      compiled++;
      String now = now(variant);
      List<Problem> problems =
          compiles.test(now)
              ? List.of()
              : List.of(
                  new Problem(
                      FILE, new TextRange(0, now.length()), Problem.Severity.ERROR, "err", "bad"));
      all.add(new Compilation(variant, problems.isEmpty(), Map.of(), problems));
    }
    return all;
  }

  @Override
  public Compilation baseline() {
    return compile(List.of(Variant.UNCHANGED), Budget.of(Duration.ofSeconds(1))).getFirst();
  }

  @Override
  public List<TestRun> runAll(
      List<Compilation> compilations, List<TestId> wanted, int enough, Budget budget) {
    List<TestRun> runs = new ArrayList<>();
    int passed = 0;
    for (Compilation compilation : compilations) {
      if (passed >= enough || budget.exhausted()) {
        break;
      }
      List<TestRun.Result> results = new ArrayList<>();
      for (TestId test : wanted) {
        if (results.stream().allMatch(r -> r.outcome() == Outcome.PASSED)) {
          results.addAll(run(compilation, List.of(test), budget).results());
        }
      }
      TestRun run = new TestRun(results);
      passed += run.passed() ? 1 : 0;
      runs.add(run);
    }
    return runs;
  }

  @Override
  public TestRun run(Compilation compilation, List<TestId> wanted, Budget budget) {
    runs++;
    List<TestRun.Result> results = new ArrayList<>();
    tests.forEach(
        (id, passes) -> {
          if (wanted.contains(id) || wanted.contains(new TestId(id.className(), ""))) {
            boolean passed = passes.test(now(compilation.variant()));
            results.add(
                new TestRun.Result(
                    id,
                    passed ? Outcome.PASSED : Outcome.FAILED,
                    passed ? "" : "was " + now(compilation.variant()).hashCode(),
                    List.of()));
          }
        });
    return new TestRun(results);
  }

  private String now(Variant variant) {
    return variant.texts().getOrDefault(FILE, text);
  }

  @Override
  public List<TestId> allTests() {
    return List.copyOf(tests.keySet());
  }

  @Override
  public TestId resolve(TestId asWritten) {
    if (tests.keySet().stream().noneMatch(t -> t.className().equals(asWritten.className()))) {
      throw new UserException("no such test: " + asWritten);
    }
    return asWritten;
  }

  @Override
  public Coverage coverage(List<TestId> wanted, Budget budget) {
    return new Coverage(List.of());
  }

  @Override
  public List<Path> sources() {
    return List.of(FILE);
  }

  @Override
  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
