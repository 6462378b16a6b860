package dev.stepwise.agent.step;

import dev.stepwise.agent.Phase;
import dev.stepwise.agent.Situation;
import dev.stepwise.agent.State;
import dev.stepwise.agent.Task;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.language.java.StubbedSource;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.Sandbox;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kind of task is this, and what do the compiler and the tests say now? No model is asked. */
public final class Orient implements Step {
  private final Workbench workbench;
  private final Locator locator;

  /**
   * @param locator places a compile problem, which needs no study
   */
  public Orient(Workbench workbench, Locator locator) {
    this.workbench = workbench;
    this.locator = locator;
  }

  @Override
  public Phase phase() {
    return Phase.ORIENT;
  }

  @Override
  public String why(State state) {
    return switch (state.task()) {
      case Task.FailingTest t -> "run " + t.test() + " and see how it fails";
      case Task.Diagnostic d -> "compile " + d.file().getFileName() + " and see what is wrong";
      case Task.Issue i -> "run the tests and see whether one fails because of this";
    };
  }

  @Override
  public State run(State state, Budget budget) {
    return switch (state.task()) {
      case Task.FailingTest task -> failingTest(state, workbench.resolve(task.test()), budget);
      case Task.Diagnostic task -> diagnostic(state, task, budget);
      case Task.Issue task -> issue(state, task, budget);
    };
  }

  private State failingTest(State state, TestId target, Budget budget) {
    if (workbench.sandbox() == Sandbox.FORBIDDEN) {
      return state
          .with(
              new Situation(Optional.of(target), List.of(), List.of(), List.of(), Map.of(), false))
          .digest(Phase.ORIENT, target + " is the target; " + Sandbox.HOW_TO_ALLOW);
    }
    Compilation base = Unsaved.unchanged(state, workbench, budget);
    TestRun run = workbench.run(base, List.of(target), budget);
    boolean stubbed =
        failures(run).stream().anyMatch(f -> f.message().contains(StubbedSource.MESSAGE));
    if (!base.succeeded() && (run.results().isEmpty() || stubbed)) {
      throw new UserException(
          target
              + " cannot run: the workspace does not compile; fix this first: "
              + firstError(base));
    }
    List<TestRun.Result> failures = failures(run);
    Situation found =
        new Situation(Optional.of(target), failures, List.of(), List.of(), outcomes(run), true);
    String text =
        failures.isEmpty()
            ? target + (run.passed() ? " passes already" : " did not run")
            : describe(failures);
    return state.with(found).digest(Phase.ORIENT, text);
  }

  private State diagnostic(State state, Task.Diagnostic task, Budget budget) {
    String text =
        state
            .snapshot()
            .text(task.file())
            .orElseThrow(() -> new UserException("no such file: " + task.file()));
    Compilation now =
        workbench.compile(List.of(new Variant(Map.of(task.file(), text))), budget).getFirst();
    List<Problem> errors =
        now.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    List<Problem> meant =
        errors.stream()
            .filter(p -> p.range().intersects(task.range()))
            .sorted(Comparator.comparingInt(p -> distance(p, task)))
            .toList();
    Situation found =
        new Situation(
            Optional.empty(),
            List.of(),
            meant,
            CompileJudge.errors(errors, task.file()),
            Map.of(),
            workbench.sandbox() != Sandbox.FORBIDDEN);
    String said =
        meant.isEmpty()
            ? "no compile error at this place in "
                + task.file().getFileName()
                + elsewhere(errors, text)
                + hint(task.file())
            : meant.getFirst().message();
    State oriented = state.with(found);
    if (!meant.isEmpty()) {
      List<FaultContext> scopes = locator.locate(oriented, budget);
      oriented = oriented.withScopes(scopes, Math.min(1, scopes.size()));
    }
    return oriented.digest(Phase.ORIENT, said);
  }

  private State issue(State state, Task.Issue task, Budget budget) {
    if (workbench.sandbox() == Sandbox.FORBIDDEN) {
      return state
          .with(new Situation(Optional.empty(), List.of(), List.of(), List.of(), Map.of(), false))
          .digest(Phase.ORIENT, Sandbox.HOW_TO_ALLOW);
    }
    Compilation base = Unsaved.unchanged(state, workbench, budget);
    // Half of the time at most: the rest is for the fix.
    Budget half = budget.atMost(budget.remaining().dividedBy(2));
    TestRun run = workbench.run(base, workbench.allTests(), half);
    List<TestRun.Result> failures = failures(run);
    Optional<TestRun.Result> meant = Mentioned.in(task.words(), failures);
    Situation found =
        new Situation(
            meant.map(TestRun.Result::test),
            meant.stream().toList(),
            List.of(),
            List.of(),
            outcomes(run),
            true);
    String said =
        meant
            .map(m -> describe(List.of(m)))
            .orElse(
                failures.isEmpty()
                    ? "all " + run.results().size() + " tests pass: none shows the issue"
                    : failures.size() + " tests fail, none of them clearly because of the issue");
    return state.with(found).digest(Phase.ORIENT, said);
  }

  private static String firstError(Compilation base) {
    return base.problems().stream()
        .filter(p -> p.severity() == Problem.Severity.ERROR)
        .findFirst()
        .map(p -> p.file() + ": " + firstLine(p.message()))
        .orElse("(no message)");
  }

  private static int distance(Problem problem, Task.Diagnostic task) {
    int codes = problem.code().equals(task.code()) ? 0 : 1 << 20;
    return codes + Math.abs(problem.range().start() - task.range().start());
  }

  private static String elsewhere(List<Problem> errors, String text) {
    if (errors.isEmpty()) {
      return "";
    }
    String lines =
        errors.stream()
            .map(p -> String.valueOf(lineOf(text, p.range().start())))
            .distinct()
            .limit(5)
            .collect(Collectors.joining(", "));
    return "; there are some at line " + lines;
  }

  /** What another server may say of Python, but no compiler does. */
  private static String hint(Path file) {
    return name(file).endsWith(".py")
        ? "; without a failing test only syntax errors and undefined names of Python are fixed"
        : "";
  }

  private static long lineOf(String text, int offset) {
    return text.substring(0, Math.min(offset, text.length())).chars().filter(c -> c == '\n').count()
        + 1;
  }

  private static List<TestRun.Result> failures(TestRun run) {
    return run.results().stream()
        .filter(
            r -> r.outcome() != TestRun.Outcome.PASSED && r.outcome() != TestRun.Outcome.SKIPPED)
        .toList();
  }

  static Map<TestId, TestRun.Outcome> outcomes(TestRun run) {
    Map<TestId, TestRun.Outcome> outcomes = new LinkedHashMap<>();
    run.results().forEach(r -> outcomes.merge(r.test(), r.outcome(), Orient::worse));
    return outcomes;
  }

  private static TestRun.Outcome worse(TestRun.Outcome a, TestRun.Outcome b) {
    return a == TestRun.Outcome.PASSED ? b : a;
  }

  private static String describe(List<TestRun.Result> failures) {
    TestRun.Result first = failures.getFirst();
    String how =
        switch (first.outcome()) {
          case KILLED -> "does not end";
          case ERROR -> "stops with " + firstLine(first.message());
          default -> "fails: " + firstLine(first.message());
        };
    String more = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more)";
    return first.test() + " " + how + more;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("(no message)");
  }

  /** Names a file shortly. */
  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
