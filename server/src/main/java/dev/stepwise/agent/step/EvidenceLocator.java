package dev.stepwise.agent.step;

import dev.stepwise.agent.DepthPolicy;
import dev.stepwise.agent.Situation;
import dev.stepwise.agent.State;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Told;
import dev.stepwise.repair.locate.Evidence;
import dev.stepwise.repair.locate.Localiser;
import dev.stepwise.repair.locate.Scope;
import dev.stepwise.repair.locate.Suspects;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Coverage;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** Gathers what the workbench and a search know, and lets the localiser weigh it. */
public final class EvidenceLocator implements Locator {
  /** Methods worth keeping; the fault is hardly ever further down. */
  private static final int MOST_SCOPES = 12;

  /** Tests run with coverage; more tell little new and cost time. */
  private static final int MOST_TESTS = 60;

  /** Files looked at where no run tells which ones are involved. */
  private static final int MOST_FILES = 40;

  /**
   * What suspicion of a file counts whose name the test does not have: helpers are run by many
   * tests, and more of those pass.
   */
  private static final double NOT_NAMED = 0.7;

  /** Facts told to producers, each cut to a line of this length. */
  private static final int FACT_LENGTH = 200;

  private final Path root;
  private final Workbench workbench;
  private final Localiser facts;
  private final Optional<Localiser> model;
  private final CodeSearch search;

  /**
   * @param facts needs no model
   * @param model asked for as long as the policy allows, where there is one
   */
  public EvidenceLocator(
      Path root,
      Workbench workbench,
      Localiser facts,
      Optional<Localiser> model,
      CodeSearch search) {
    this.root = root;
    this.workbench = workbench;
    this.facts = facts;
    this.model = model;
    this.search = search;
  }

  @Override
  public List<FaultContext> locate(State state, Budget budget) {
    Situation situation = state.situation();
    if (situation.isCompileProblem()) {
      return List.of(placeOf(state, situation, budget));
    }
    Coverage coverage =
        situation.target().isPresent() && situation.mayRunTests()
            ? relevant(workbench.coverage(testsAround(situation.target().get()), budget), situation)
            : new Coverage(List.of());
    Map<Path, String> texts = texts(state, coverage);
    if (texts.isEmpty() && situation.target().isPresent()) {
      // A test that never ends tells no lines: all code near it may be at fault.
      nearest(situation.target().get())
          .forEach(f -> state.snapshot().text(f).ifPresent(t -> texts.put(f, t)));
    }
    List<Evidence.Hit> hits = texts.isEmpty() ? search.hits(topic(state), budget) : List.of();
    for (Evidence.Hit hit : hits) {
      if (texts.size() < MOST_FILES) {
        state.snapshot().text(hit.file()).ifPresent(t -> texts.put(hit.file(), t));
      }
    }
    Evidence evidence =
        Evidence.of(root, texts)
            .withFailures(situation.failures())
            .withCoverage(coverage)
            .withHits(hits);
    Suspects suspects = suspects(evidence, budget);
    return suspects.scopes().stream()
        .limit(MOST_SCOPES)
        .map(scope -> context(state, scope, suspects, texts.getOrDefault(scope.file(), "")))
        .sorted(Comparator.comparingDouble(s -> -StudyCode.suspicion(s)))
        .toList();
  }

  private List<Path> nearest(TestId target) {
    return workbench.sources().stream()
        .sorted(Comparator.comparingInt(f -> namedAfter(target, f) ? 0 : 1))
        .limit(MOST_FILES)
        .toList();
  }

  /** Whether the test is named after the file's class, as {@code LateFeeTest} after LateFee. */
  public static boolean namedAfter(TestId target, Path file) {
    String name = Orient.name(file);
    int dot = name.lastIndexOf('.');
    String test = target.className().substring(target.className().lastIndexOf('.') + 1);
    return dot > 0 && test.contains(name.substring(0, dot));
  }

  /** Without tests that fail for reasons of their own: they would point elsewhere. */
  private static Coverage relevant(Coverage measured, Situation situation) {
    return new Coverage(
        measured.entries().stream()
            .filter(
                e ->
                    e.result().outcome() == TestRun.Outcome.PASSED
                        || situation.failures().stream()
                            .anyMatch(f -> f.test().equals(e.result().test())))
            .toList());
  }

  private Suspects suspects(Evidence evidence, Budget budget) {
    if (model.isPresent()) {
      try {
        Budget share = budget.atMost(DepthPolicy.studyTime(budget.remaining()));
        return model.get().locate(evidence, share);
      } catch (CancellationException e) {
        // The model was too slow: the facts have to do.
        budget.checkCancelled();
      }
    }
    return facts.locate(evidence, budget);
  }

  /** Tests of the target's class, then of its package, then others. */
  private List<TestId> testsAround(TestId target) {
    return workbench.allTests().stream()
        .sorted(Comparator.comparingInt(t -> OtherTests.distance(t, target)))
        .limit(MOST_TESTS)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The files that failing tests execute. */
  private Map<Path, String> texts(State state, Coverage coverage) {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Coverage.Entry entry : coverage.entries()) {
      boolean fails =
          state.situation().failures().stream()
              .anyMatch(f -> f.test().equals(entry.result().test()));
      if (fails) {
        for (Path file : entry.lines().keySet()) {
          if (texts.size() < MOST_FILES && !texts.containsKey(file)) {
            state.snapshot().text(file).ifPresent(t -> texts.put(file, t));
          }
        }
      }
    }
    return texts;
  }

  private static String topic(State state) {
    return switch (state.task()) {
      case dev.stepwise.agent.Task.Issue issue -> issue.words();
      case dev.stepwise.agent.Task.FailingTest test -> test.test() + " " + state.lastDigest();
      case dev.stepwise.agent.Task.Diagnostic diagnostic -> diagnostic.message();
    };
  }

  private static FaultContext context(State state, Scope scope, Suspects suspects, String text) {
    Map<Integer, Double> inside = new HashMap<>();
    Optional<TestId> target = state.situation().target();
    double weight = target.isEmpty() || namedAfter(target.get(), scope.file()) ? 1 : NOT_NAMED;
    Localiser.suspicion(suspects, scope.file())
        .forEach(
            (line, suspicion) -> {
              if (scope.firstLine() <= line && line <= scope.lastLine()) {
                inside.put(line, suspicion * weight);
              }
            });
    return new FaultContext(
        scope.file(), text, scope.range(), inside, List.of(), facts(state), told(state));
  }

  /** The method with the compile problem, or the whole file where it lies outside all methods. */
  private FaultContext placeOf(State state, Situation situation, Budget budget) {
    Problem problem = situation.problems().getFirst();
    String text = state.snapshot().text(problem.file()).orElse("");
    Evidence evidence =
        Evidence.of(root, Map.of(problem.file(), text)).withProblems(situation.problems());
    Suspects suspects = facts.locate(evidence, budget);
    Optional<Scope> around =
        suspects.scopes().stream().filter(s -> s.range().contains(problem.range())).findFirst();
    TextRange range = around.map(Scope::range).orElse(new TextRange(0, text.length()));
    return new FaultContext(
        problem.file(),
        text,
        range,
        Localiser.suspicion(suspects, problem.file()),
        situation.problems(),
        facts(state),
        told(state));
  }

  /**
   * Not what the failing test saw: the shipped weights rank a little better without
   * (models/stepwise-135m/README.md).
   */
  private static Told told(State state) {
    return state.task() instanceof dev.stepwise.agent.Task.Issue issue
        ? Told.ofIssue(issue.words())
        : Told.NOTHING;
  }

  /** Digests and sentences: all that a producer hears of the steps before. */
  private static List<String> facts(State state) {
    List<String> facts = new ArrayList<>();
    state.situation().failures().stream()
        .limit(3)
        .forEach(f -> facts.add(f.test() + ": " + f.message()));
    facts.addAll(state.sentences());
    return facts.stream()
        .map(f -> f.replaceAll("\\s+", " ").strip())
        .map(f -> f.length() <= FACT_LENGTH ? f : f.substring(0, FACT_LENGTH - 1) + "…")
        .toList();
  }
}
