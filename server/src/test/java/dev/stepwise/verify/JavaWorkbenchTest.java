package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.TestRun.Outcome;
import java.nio.file.Path;
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
  void refreshTakesInWhatChanged() {
    try (Workbench bench = project.open()) {
      Path test = root.resolve("test/shop/SumTest.java");
      String other =
          """
          package shop;
          import org.junit.jupiter.api.*;
          class SumTest {
            @Test void adds() { Assertions.assertEquals(5, Sum.of(1, 2, 3)); }
            @Test void more() { }
          }
          """;
      bench.refresh(Map.of(test, other), Project.minute());
      assertThat(bench.allTests()).contains(new TestId("shop.SumTest", "more"));
      assertThat(bench.run(bench.baseline(), List.of(ADDS), Project.minute()).passed()).isTrue();

      project.file(SUM, "package shop; class Sum { static int of(int... a) { return 6; } }");
      bench.refresh(Map.of(), Project.minute());

      assertThat(bench.baseline().problems()).hasSize(1);
      assertThat(bench.run(bench.baseline(), List.of(ADDS), Project.minute()).passed()).isTrue();
    }
  }

  @Test
  void candidateMayNotBringDanger() {
    try (Workbench bench = project.open()) {
      Compilation exits =
          bench
              .compile(
                  List.of(project.change(SUM, "int sum = 0;", "int sum = 0; System.exit(0);")),
                  Project.minute())
              .getFirst();
      assertThat(exits.succeeded()).isFalse();
      assertThat(exits.problems().getFirst().code()).isEqualTo("stepwise.forbidden.call");
      assertThat(bench.run(exits, List.of(ADDS), Project.minute()).results()).isEmpty();
    }
  }

  @Test
  void errorsElsewhereDisturbNobody() {
    project
        .file("src/shop/Broken.java", "package shop; class Broken { int a() { return \"1\"; } }")
        .file("src/shop/Worse.java", "package shop; class Worse { Nothing b; }")
        .file("src/shop/Uses.java", "package shop; class Uses { int c = new Broken().a(); }")
        .file(
            "test/shop/WorseTest.java",
            """
            package shop;
            import org.junit.jupiter.api.*;
            class WorseTest {
              @Test void worse() { Assertions.assertNull(new Worse().b); }
              @Test void broken() { Assertions.assertEquals(1, new Broken().a()); }
            }
            """);
    try (Workbench bench = project.open()) {
      assertThat(bench.baseline().succeeded()).isFalse();
      assertThat(bench.baseline().problems())
          .extracting(p -> p.file().getFileName() + " " + p.code())
          .containsExactly(
              "Broken.java compiler.err.prob.found.req",
              "Worse.java compiler.err.cant.resolve.location");

      TestRun run = bench.run(bench.baseline(), List.of(ADDS), Project.minute());
      assertThat(run.results().getFirst().outcome()).isEqualTo(Outcome.FAILED);

      List<Compilation> fixes =
          bench.compile(
              List.of(
                  project.change("src/shop/Broken.java", "\"1\"", "1"),
                  project.change("src/shop/Worse.java", "Nothing", "Object")),
              Project.minute());
      assertThat(fixes).allMatch(Compilation::succeeded);
      TestId worse = TestId.parse("shop.WorseTest#worse");
      assertThat(bench.run(fixes.get(1), List.of(worse), Project.minute()).passed()).isTrue();
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

  @Test
  void variantsOfOneFileDoNotSpoilThoseOfAnother(@TempDir Path other) {
    Project project =
        new Project(other)
            .file("One.java", "class One { Two two() { return new Two(); } }")
            .file("Two.java", "class Two { int n() { return 2; } }");
    List<Variant> variants = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      variants.add(project.change("Two.java", "return 2", "return missing" + i));
      variants.add(project.change("Two.java", "return 2", "return " + (10 + i)));
      variants.add(project.change("One.java", "return new", "{ } return new"));
    }
    try (Workbench bench = project.open()) {
      List<Compilation> compiled = bench.compile(variants, Project.minute());
      for (int i = 0; i < compiled.size(); i++) {
        assertThat(compiled.get(i).succeeded())
            .as(i + " " + compiled.get(i).problems())
            .isEqualTo(i % 3 != 0);
      }
    }
  }
}
