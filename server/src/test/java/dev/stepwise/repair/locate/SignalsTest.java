package dev.stepwise.repair.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.repair.ScriptedModel;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Coverage;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {
  private static final Path ROOT = Path.of("ws").toAbsolutePath();
  private static final Path FEE = ROOT.resolve("src/library/Fee.java");
  private static final String TEXT =
      """
      package library;
      class Fee {
        int of(int days) {
          int rate = 3;
          int fee =
              days
                  * rate;
          return fee / days;
        }
        int other() {
          return 1;
        }
      }
      """;

  private static Budget budget() {
    return Budget.of(Duration.ofMinutes(1));
  }

  private static Evidence evidence() {
    return Evidence.of(ROOT, Map.of(FEE, TEXT));
  }

  private static TestRun.Result result(
      String test, Outcome outcome, String message, String... frames) {
    return new TestRun.Result(TestId.parse(test), outcome, message, List.of(frames));
  }

  private static Coverage.Entry ran(String test, Outcome outcome, Integer... lines) {
    return new Coverage.Entry(result(test, outcome, ""), Map.of(FEE, Set.of(lines)));
  }

  private static final Coverage COVERAGE =
      new Coverage(
          List.of(
              ran("T#bad", Outcome.FAILED, 4, 5, 8),
              ran("T#good", Outcome.PASSED, 4, 11),
              ran("T#fine", Outcome.PASSED, 4)));

  @Test
  void coverageSuspectsWhatOnlyTheFailingTestRuns() {
    LineWeights lines = new CoverageSignal().lines(evidence().withCoverage(COVERAGE), budget());
    assertThat(lines.at(FEE, 8)).isEqualTo(1);
    assertThat(lines.at(FEE, 4)).isEqualTo(1 / Math.sqrt(3), offset(1e-9));
    assertThat(lines.at(FEE, 11)).isZero();
  }

  @Test
  void framesWeighLessTheFartherOut() {
    Evidence evidence =
        evidence()
            .withFailures(
                List.of(
                    result(
                        "T#bad",
                        Outcome.ERROR,
                        "/ by zero",
                        "java.base/java.lang.Math.floorDiv(Math.java:9)",
                        "app//library.Fee.of(Fee.java:8)",
                        "library.Fee$Inner.<init>(Fee.java:4)",
                        "other.Fee.of(Fee.java:1)",
                        "native code")));
    LineWeights lines = new StackSignal().lines(evidence, budget());
    assertThat(lines.of(FEE)).isEqualTo(Map.of(8, 1.0, 4, 0.5));
    LineWeights said = new MessageSignal().lines(evidence, budget());
    assertThat(said.of(FEE)).containsOnlyKeys(8);
  }

  @Test
  void namesAndValuesOfTheMessageCount() {
    Evidence evidence =
        evidence()
            .withFailures(
                List.of(result("T#bad", Outcome.FAILED, "expected: <3> but was: <rate>")));
    assertThat(new MessageSignal().lines(evidence, budget()).of(FEE)).containsOnlyKeys(4, 7);
  }

  @Test
  void problemsSuspectTheirLinesAndNeighbours() {
    int at = TEXT.indexOf("fee / days");
    Problem problem =
        new Problem(FEE, new TextRange(at, at + 3), Problem.Severity.ERROR, "x", "bad");
    LineWeights lines =
        new ProblemSignal().lines(evidence().withProblems(List.of(problem)), budget());
    assertThat(lines.of(FEE)).isEqualTo(Map.of(7, 0.3, 8, 1.0, 9, 0.3));
  }

  @Test
  void searchHitsAreScaled() {
    Evidence evidence =
        evidence().withHits(List.of(new Evidence.Hit(FEE, 3, 8), new Evidence.Hit(FEE, 10, 4)));
    assertThat(new HitSignal().lines(evidence, budget()).of(FEE))
        .isEqualTo(Map.of(3, 1.0, 10, 0.5));
  }

  @Test
  void readsWhatGitSaysOfChanges() {
    String diff =
        """
        diff --git src/library/Fee.java src/library/Fee.java
        --- src/library/Fee.java
        +++ src/library/Fee.java
        @@ -4 +4,2 @@ class Fee
        -a
        +b
        +c
        @@ -9,2 +10,0 @@
        -d
        """;
    assertThat(ChangeSignal.parse(ROOT, diff).of(FEE))
        .isEqualTo(Map.of(4, 1.0, 5, 1.0, 10, 1.0, 11, 1.0));
  }

  @Test
  void changesSinceTheLastCommitAreFound(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("A.java");
    Files.writeString(file, "a\nb\nc\n");
    git(folder, "init", "-q");
    git(folder, "add", "A.java");
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "first");
    Files.writeString(file, "a\nB\nc\n");
    Evidence evidence = Evidence.of(folder, Map.of(file, "a\nB\nc\n"));
    assertThat(new ChangeSignal().lines(evidence, budget()).of(file)).isEqualTo(Map.of(2, 1.0));
  }

  @Test
  void noRepositoryIsNoChange(@TempDir Path folder) {
    Evidence evidence = Evidence.of(folder, Map.of());
    assertThat(new ChangeSignal().lines(evidence, budget()).isEmpty()).isTrue();
  }

  private static void git(Path folder, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void surpriseIsTheMeanOfALinesTokens() {
    ScriptedModel model = ScriptedModel.scoring((prefix, text) -> -1.0 * text.length());
    Scope scope = new JavaScopes().scopes(FEE, TEXT).getFirst();
    LineWeights lines =
        new SurpriseSignal(model).lines(evidence().withScopes(List.of(scope)), budget());
    assertThat(lines.of(FEE)).containsOnlyKeys(3, 4, 5, 6, 7, 8, 9).containsEntry(8, 1.0);
  }

  @Test
  void tunedModelNamesPlaces() {
    ScriptedModel model =
        ScriptedModel.scoring((prefix, text) -> text.startsWith("2<") ? -0.1 : -20.0);
    Scope scope = new JavaScopes().scopes(FEE, TEXT).getFirst();
    LineWeights lines =
        new PlaceSignal(model).lines(evidence().withScopes(List.of(scope)), budget());
    assertThat(lines.at(FEE, 4)).isEqualTo(1);
    assertThat(lines.at(FEE, 8)).isLessThan(0.01);
  }

  @Test
  void localiserCombinesAndOrdersMethods() {
    Suspects suspects = Localiser.fromFacts().locate(evidence().withCoverage(COVERAGE), budget());
    assertThat(suspects.scopes()).extracting(Scope::name).containsExactly("of");
    assertThat(suspects.top(1).getFirst().suspicion()).isEqualTo(1);
    assertThat(suspects.top(1).getFirst().because()).containsExactly("coverage");
    // The statement's other lines share what its first line has.
    assertThat(suspects.lines().at(FEE, 7)).isEqualTo(suspects.lines().at(FEE, 5));
  }

  @Test
  void withoutAnySignalEveryMethodIsTried() {
    Suspects suspects = Localiser.fromFacts().locate(evidence(), budget());
    assertThat(suspects.scopes()).extracting(Scope::name).containsExactly("of", "other");
    assertThat(suspects.lines().isEmpty()).isTrue();
  }

  @Test
  void methodsOfBrokenJavaAreFound() {
    String broken = TEXT.replace("int rate = 3;", "int rate = 3").replace("fee / days", "fee /");
    assertThat(new JavaScopes().scopes(FEE, broken))
        .extracting(Scope::name)
        .contains("of", "other");
    Scope whole = new JavaScopes().scopes(FEE, TEXT).getFirst();
    assertThat(TEXT.substring(whole.range().start(), whole.range().end()))
        .startsWith("int of(")
        .endsWith("  }");
  }

  @Test
  void methodsOfPythonAreFound() {
    String python =
        """
        import os

        def first(
            a,
        ):
            def inner():
                return 1

            return inner

        class A:
            def second(self): return 2
        """;
    List<Scope> scopes = new PythonScopes().scopes(Path.of("a.py"), python);
    assertThat(scopes).extracting(Scope::name).containsExactly("first", "second");
    assertThat(scopes.getFirst().lastLine()).isEqualTo(9);
    assertThat(python.substring(scopes.getLast().range().start(), scopes.getLast().range().end()))
        .isEqualTo("def second(self): return 2");
  }
}
