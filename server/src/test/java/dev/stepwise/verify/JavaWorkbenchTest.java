package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.TestRun.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaWorkbenchTest {
  private static final String SUM = "src/shop/Sum.java";
  private static final TestId ADDS = new TestId("shop.SumTest", "adds");

  @TempDir Path root;
  private Project project;

  @BeforeEach
  void write() {
    project =
        new Project(root)
            .file(
                SUM,
                """
                package shop;
                public class Sum {
                  static int of(int... numbers) {
                    int sum = 0;
                    for (int i = 1; i < numbers.length; i++) {
                      sum += numbers[i];
                    }
                    return sum;
                  }
                  static int none() {
                    return 0;
                  }
                }
                """)
            .file(
                "test/shop/SumTest.java",
                """
                package shop;
                import static org.junit.jupiter.api.Assertions.assertEquals;
                import org.junit.jupiter.api.Test;
                class SumTest {
                  @Test void adds() { assertEquals(6, Sum.of(1, 2, 3)); }
                  @Test void none() { assertEquals(0, Sum.none()); }
                }
                """);
  }

  @Test
  void rightChangePassesAndWrongOnesFail() {
    Map<String, String> before = project.snapshot();
    try (Workbench bench = project.open()) {
      List<Compilation> compiled =
          bench.compile(
              List.of(
                  project.change(SUM, "i = 1", "i = 2"),
                  project.change(SUM, "i = 1", "i = zero"),
                  project.change(SUM, "i = 1", "i = 0"),
                  project.change(SUM, "i++", "i--"),
                  project.change(SUM, "i = 1; i < numbers.length; i++", "i = 0; i < 3; i += 0")),
              Project.minute());
      assertThat(compiled)
          .extracting(Compilation::succeeded)
          .containsExactly(true, false, true, true, true);
      Problem problem = compiled.get(1).problems().getFirst();
      assertThat(problem.code()).isEqualTo("compiler.err.cant.resolve.location");
      assertThat(problem.file()).isEqualTo(root.resolve(SUM));

      List<TestRun> runs = bench.runAll(compiled, List.of(ADDS), 5, Project.minute());

      assertThat(runs)
          .extracting(TestRun::passed)
          .containsExactly(false, false, true, false, false);
      TestRun.Result wrong = runs.get(0).results().getFirst();
      assertThat(wrong.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(wrong.message()).contains("expected: <6> but was: <3>");
      assertThat(wrong.frames()).anyMatch(f -> f.contains("SumTest.java:5"));
      assertThat(runs.get(3).results().getFirst().outcome()).isEqualTo(Outcome.ERROR);
      assertThat(runs.get(4).results().getFirst().outcome()).isEqualTo(Outcome.KILLED);
      assertThat(runs.get(4).results().getFirst().message()).contains("steps");
    }
    assertThat(project.snapshot()).isEqualTo(before);
  }

  @Test
  void manyErrorsDoNotWearTheCompilerOut() {
    try (Workbench bench = project.open()) {
      List<Variant> variants = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        variants.add(project.change(SUM, "i = 1", "i = zero" + i));
      }
      variants.add(project.change(SUM, "i = 1", "i = 0"));
      List<Compilation> compiled = bench.compile(variants, Project.minute());
      assertThat(compiled.subList(0, 150)).allMatch(c -> c.problems().size() == 1);
      assertThat(compiled.getLast().succeeded()).isTrue();
    }
  }

  @Test
  void stopsAfterEnoughPassed() {
    try (Workbench bench = project.open()) {
      Variant right = project.change(SUM, "i = 1", "i = 0");
      List<Compilation> compiled = bench.compile(List.of(right, right, right), Project.minute());
      assertThat(bench.runAll(compiled, List.of(ADDS), 2, Project.minute())).hasSize(2);
    }
  }

  @Test
  void unchangedWorkspaceRunsAllTests() {
    try (Workbench bench = project.open()) {
      assertThat(bench.baseline().succeeded()).isTrue();
      TestRun run = bench.run(bench.baseline(), bench.allTests(), Project.minute());
      assertThat(run.results())
          .extracting(TestRun.Result::outcome)
          .containsExactly(Outcome.FAILED, Outcome.PASSED);
    }
  }

  @Test
  void coverageTellsLinesOfEachTest() {
    try (Workbench bench = project.open()) {
      Coverage coverage = bench.coverage(bench.allTests(), Project.minute());
      Path sum = root.resolve(SUM);
      assertThat(coverage.entries().get(0).lines().get(sum)).containsExactlyInAnyOrder(4, 5, 6, 8);
      assertThat(coverage.entries().get(1).lines().get(sum)).containsExactly(11);
      assertThat(coverage.entries().get(1).result().outcome()).isEqualTo(Outcome.PASSED);
    }
  }

  @Test
  void changeThatBreaksAnotherFileDoesNotCompile() {
    try (Workbench bench = project.open()) {
      Compilation renamed =
          bench
              .compile(
                  List.of(project.change(SUM, "int none()", "int nothing()")), Project.minute())
              .getFirst();
      assertThat(renamed.succeeded()).isFalse();
      assertThat(renamed.problems())
          .extracting(Problem::file)
          .containsOnly(root.resolve("test/shop/SumTest.java"));
    }
  }

  @Test
  void waitingTestIsStopped() {
    WorkbenchOptions impatient =
        WorkbenchOptions.DEFAULT
            .withUnsandboxed(true)
            .withOffline(true)
            .withLimits(1_000_000, Duration.ofMillis(500), 128);
    try (Workbench bench = project.open(impatient)) {
      Variant blocking =
          project.change(
              SUM,
              "int sum = 0;",
              "int sum = 0; new java.util.concurrent.Semaphore(0).acquireUninterruptibly();");
      Variant exits = project.change(SUM, "int sum = 0;", "int sum = 0; System.exit(0);");
      Variant greedy =
          project.change(SUM, "int sum = 0;", "int sum = 0; long[] all = new long[1 << 28];");
      Variant right = project.change(SUM, "i = 1", "i = 0");
      List<Compilation> compiled =
          bench.compile(List.of(blocking, exits, greedy, right), Project.minute());
      assertThat(compiled).allMatch(Compilation::succeeded);
      List<TestRun> runs = bench.runAll(compiled, List.of(ADDS), 9, Project.minute());
      assertThat(runs)
          .extracting(r -> r.results().getFirst().outcome())
          .containsExactly(Outcome.KILLED, Outcome.KILLED, Outcome.KILLED, Outcome.PASSED);
    }
  }

  @Test
  void resolvesNamesAndNamesNearOnes() {
    try (Workbench bench = project.open()) {
      assertThat(bench.resolve(TestId.parse("SumTest#adds"))).isEqualTo(ADDS);
      assertThatThrownBy(() -> bench.resolve(TestId.parse("SumTest#add")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("adds");
      assertThatThrownBy(() -> bench.resolve(TestId.parse("SunTest")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("shop.SumTest");
    }
  }
}
