package dev.stepwise.agent.step;

import dev.stepwise.agent.Fix.Check;
import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Passed;
import dev.stepwise.agent.State;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.language.python.PythonProject;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Accepts a hypothesis if the compile problem is gone and no new one came. Where the file compiles
 * as a whole, its tests are run too.
 */
final class CompileJudge implements Judge {
  private final Workbench workbench;
  private final State state;

  CompileJudge(Workbench workbench, State state) {
    this.workbench = workbench;
    this.state = state;
  }

  @Override
  public List<Ruling> judge(
      List<Hypothesis> hypotheses, List<Compilation> compiled, Budget budget) {
    List<Ruling> rulings = new ArrayList<>();
    for (int i = 0; i < compiled.size() && !budget.exhausted(); i++) {
      rulings.add(rule(hypotheses.get(i), compiled.get(i), budget));
    }
    return rulings;
  }

  private Ruling rule(Hypothesis hypothesis, Compilation compiled, Budget budget) {
    Path file = hypothesis.candidate().file();
    List<String> left = errors(ofTheKind(compiled.problems()), file);
    boolean clean = compiled.succeeded() && left.isEmpty();
    if (!clean && !problemIsGone(left, file)) {
      return new Ruling.DoesNotCompile();
    }
    List<Check> checks = new ArrayList<>();
    String name = Orient.name(file);
    checks.add(
        new Check(
            "compile",
            true,
            left.isEmpty()
                ? name + " compiles" + meaning()
                : "the problem is gone; " + name + " has " + left.size() + " more of its own",
            0));
    // A compiler that lets so much pass as Python's proves nothing.
    boolean python = name.endsWith(".py");
    boolean verified = !python;
    if (compiled.succeeded() && state.situation().mayRunTests()) {
      List<TestId> tests = testsOf(file);
      Compilation withTests = tests.isEmpty() ? compiled : withTests(compiled, file, budget);
      if (!tests.isEmpty() && !withTests.succeeded()) {
        checks.add(new Check("its tests", false, "not run: they do not compile yet", 0));
      } else if (!tests.isEmpty()) {
        TestRun run = workbench.run(withTests, tests, budget);
        int passed = (int) run.count(Outcome.PASSED);
        long failed = run.results().size() - passed - run.count(Outcome.SKIPPED);
        verified = failed == 0 && (!python || passed > 0);
        checks.add(
            new Check(
                "its tests",
                failed == 0,
                failed == 0 ? passed + " pass" : failed + " of " + (failed + passed) + " fail",
                passed));
      } else if (python) {
        checks.add(new Check("its tests", false, "not run: " + name + " has none", 0));
      }
    } else if (python) {
      checks.add(new Check("its tests", false, "not run", 0));
    }
    return new Ruling.Accepted(new Passed(hypothesis, checks, verified));
  }

  /**
   * With the tests compiled once more: they could not be while the file did not compile. Where they
   * are not found, the compilation as it was.
   */
  private Compilation withTests(Compilation compiled, Path file, Budget budget) {
    Map<Path, String> texts = new HashMap<>(compiled.variant().texts());
    for (String ending : List.of("Test.java", "Tests.java")) {
      Path test =
          Path.of(file.toString().replace("/main/", "/test/").replaceAll("\\.java$", ending));
      if (!test.equals(file)) {
        state.snapshot().text(test).ifPresent(text -> texts.put(test, text));
      }
    }
    return texts.equals(compiled.variant().texts())
        ? compiled
        : workbench.compile(List.of(new Variant(texts)), budget).getFirst();
  }

  /** Whether one of the task's errors is gone and nothing is left that was not there before. */
  private boolean problemIsGone(List<String> left, Path file) {
    List<String> before = new ArrayList<>(state.situation().allErrors());
    if (left.isEmpty() || left.size() >= before.size()) {
      return false;
    }
    for (String error : left) {
      if (!before.remove(error)) {
        return false;
      }
    }
    return meant().file().equals(file) && before.contains(signature(meant()));
  }

  /** What is said of names that nothing defines counts only where that is the problem. */
  private List<Problem> ofTheKind(List<Problem> problems) {
    boolean names = PythonProject.isUndefinedName(meant());
    return problems.stream().filter(p -> names || !PythonProject.isUndefinedName(p)).toList();
  }

  private Problem meant() {
    return state.situation().problems().getFirst();
  }

  private String meaning() {
    return PythonProject.isUndefinedName(meant()) ? ", and every name in it is defined" : "";
  }

  static List<String> errors(List<Problem> problems, Path file) {
    return problems.stream()
        .filter(p -> p.severity() == Problem.Severity.ERROR && p.file().equals(file))
        .map(CompileJudge::signature)
        .toList();
  }

  /** Equal for the same error at another offset. */
  static String signature(Problem problem) {
    return problem.code() + " " + problem.message();
  }

  /** Tests named after the file's class. */
  private List<TestId> testsOf(Path file) {
    String name = Orient.name(file);
    int dot = name.lastIndexOf('.');
    String type = dot < 0 ? name : name.substring(0, dot);
    if (name.endsWith(".py")) {
      return workbench.allTests().stream()
          .filter(t -> ofPython(t, "test_" + name) || ofPython(t, type + "_test.py"))
          .toList();
    }
    return workbench.allTests().stream()
        .filter(t -> simpleName(t).equals(type + "Test") || simpleName(t).equals(type + "Tests"))
        .toList();
  }

  private static boolean ofPython(TestId test, String file) {
    return test.className().equals(file) || test.className().endsWith("/" + file);
  }

  private static String simpleName(TestId test) {
    return test.className().substring(test.className().lastIndexOf('.') + 1);
  }

  @Override
  public Map<TestId, Outcome> baseline() {
    return state.situation().baseline();
  }
}
