package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compiles and tests variants of one workspace without touching its files. Opening it reads the
 * build and compiles the unchanged workspace; each call afterwards is fast.
 */
public interface Workbench extends AutoCloseable {

  /**
   * Takes in what changed since the workbench was opened: files, build, unsaved texts. Cheap where
   * nothing did. Compilations from before must not be used afterwards.
   *
   * @param unsaved absolute path to text that counts instead of the file's
   * @throws dev.stepwise.settings.UserException as opening does
   */
  default void refresh(Map<Path, String> unsaved, Budget budget) {
    // A workspace that never changes has nothing to take in.
  }

  /**
   * Compiles each variant; results in the given order. A call with hundreds of variants is the fast
   * way: they share one warm compiler.
   */
  List<Compilation> compile(List<Variant> variants, Budget budget);

  /**
   * What the compiler said of the workspace as it is: it may have errors, and then the files that
   * do not compile are left out and all others can be used. To be run like any other compilation.
   */
  default Compilation baseline() {
    return compile(List.of(Variant.UNCHANGED), Budget.of(Duration.ofMinutes(1))).getFirst();
  }

  /**
   * Runs the same tests on many variants in one go, each in the order given and only until its
   * first failure. Stops as soon as {@code enough} variants passed or the budget is spent.
   *
   * @return results of the variants that were run, in the given order; those behind are left out
   */
  default List<TestRun> runAll(
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

  /** Runs tests against a variant that compiles; all tests of a class where no method is named. */
  TestRun run(Compilation compilation, List<TestId> tests, Budget budget);

  /** Every test of the workspace. */
  List<TestId> allTests();

  /**
   * Resolves a name as a person writes it ({@code LateFeeTest#lastDay}) to a test of the workspace.
   *
   * @throws dev.stepwise.settings.UserException if there is none or more than one, naming near ones
   */
  TestId resolve(TestId asWritten);

  /** Runs tests on the unchanged workspace and tells which lines of main code each one executes. */
  Coverage coverage(List<TestId> tests, Budget budget);

  /**
   * Compares how variants and the unchanged workspace answer inputs that are generated from what
   * tests call the changed methods with; see {@link Behaviour}. Only where there is a sandbox: code
   * may do anything with such inputs.
   *
   * @param variants that compile
   * @param failing tests that fail unchanged; nothing is asked near what they call methods with
   * @param passing tests that pass unchanged, those that matter most first
   */
  default Behaviour behaviour(
      List<Compilation> variants, List<TestId> failing, List<TestId> passing, Budget budget) {
    return Behaviour.UNKNOWN;
  }

  /** Source files whose change can be verified here: absolute paths of main code. */
  List<Path> sources();

  /** How candidate code is kept from doing harm. */
  Sandbox sandbox();

  @Override
  void close();
}
