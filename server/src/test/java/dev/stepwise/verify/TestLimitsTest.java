package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.language.TestId;
import dev.stepwise.verify.TestRun.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that break their JVM. */
@Tag("slow")
class TestLimitsTest {
  /** Long enough for a JVM that starts on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final WorkbenchOptions OPTIONS =
      WorkbenchOptions.DEFAULT
          .withUnsandboxed(true)
          .withOffline(true)
          .withLimits(1_000_000, LIMIT, 128);

  @TempDir Path root;

  @Test
  void jvmIsReplacedAndOtherVariantsAreRun() {
    Project project =
        new Project(root)
            .file("Code.java", "class Code { static int one() { return 2; } }")
            .file("Quit.java", "class Quit { static int now() { System.exit(0); return 1; } }")
            .file(
                "CodeTest.java",
                """
                import org.junit.jupiter.api.*;
                class CodeTest {
                  @Test void one() { Assertions.assertEquals(1, Code.one()); }
                }
                """);
    try (Workbench bench = project.open(OPTIONS)) {
      List<Compilation> compiled =
          bench.compile(
              List.of(
                  body(project, "new java.util.concurrent.Semaphore(0).acquireUninterruptibly();"),
                  body(project, "Quit.now();"),
                  body(project, "long[] all = new long[1 << 28]; if (all.length > 0) return 1;"),
                  body(project, "int i = 0; while (true) { if (i < 0) break; }"),
                  body(project, "if (one() > 5) return 1;"),
                  body(project, "if (true) return 1;")),
              Project.minute());
      assertThat(compiled).allMatch(Compilation::succeeded);

      List<TestRun> runs =
          bench.runAll(compiled, List.of(new TestId("CodeTest", "one")), 9, Project.minute());

      assertThat(runs)
          .extracting(r -> r.results().getFirst().outcome())
          .containsExactly(
              Outcome.KILLED,
              Outcome.KILLED,
              Outcome.KILLED,
              Outcome.KILLED,
              Outcome.ERROR,
              Outcome.PASSED);
      assertThat(runs)
          .extracting(r -> r.results().getFirst().message())
          .satisfiesExactly(
              m -> assertThat(m).isEqualTo("still running after 5 s"),
              m -> assertThat(m).contains("ended the JVM"),
              m -> assertThat(m).isEqualTo("ran out of memory"),
              m -> assertThat(m).contains("1000000 steps"),
              m -> assertThat(m).contains("StackOverflowError"),
              m -> assertThat(m).isEmpty());
    }
  }

  /** Most of the time goes into copying a text that grows: few rounds, many bytes. */
  @Test
  void whatIsAllocatedCountsAsSteps() {
    Project project = asking("class Code { static int one() { return 2; } }");
    try (Workbench bench = project.open(OPTIONS)) {
      List<Compilation> compiled =
          bench.compile(
              List.of(body(project, "String text = \"\"; while (text != null) text += 'x';")),
              Project.minute());

      List<TestRun> runs =
          bench.runAll(compiled, List.of(new TestId("CodeTest", "one")), 9, Project.minute());

      assertThat(runs.getFirst().results().getFirst().message())
          .isEqualTo("ran more than 1000000 steps");
    }
  }

  @Test
  void testsBehindTheOneThatEndsTheJvmAreRun() {
    Project project =
        new Project(root)
            .file("Code.java", "class Code {}")
            .file(
                "ATest.java",
                "class ATest { @org.junit.Test public void a() {} }"
                    .replace("class", "public class"))
            .file(
                "BTest.java",
                "public class BTest { @org.junit.Test public void b() { System.exit(0); } }")
            .file("CTest.java", "public class CTest { @org.junit.Test public void c() {} }");
    try (Workbench bench = project.open(OPTIONS)) {
      TestRun run = bench.run(bench.baseline(), bench.allTests(), Project.minute());
      assertThat(run.results())
          .extracting(r -> r.test() + " " + r.outcome())
          .containsExactly("ATest#a PASSED", "BTest#b KILLED", "CTest#c PASSED");
    }
  }

  @Test
  void longTestsMayTakeWhatTheyTakeUnchanged() {
    Project project =
        new Project(root)
            .file("Code.java", "class Code { static int one() { return 2; } }")
            .file(
                "CodeTest.java",
                """
                public class CodeTest {
                  @org.junit.Test public void brief() {
                    org.junit.Assert.assertEquals(1, Code.one());
                  }
                  @org.junit.Test public void lasting() {
                    byte[] much = new byte[150_000_000];
                    int sum = 0;
                    for (int i = 0; i < 3_000_000; i++) sum += much[i];
                    org.junit.Assert.assertEquals(1, Code.one() + sum);
                  }
                }
                """);
    try (Workbench bench = project.open(OPTIONS)) {
      List<TestId> tests = List.of(new TestId("CodeTest", ""));
      assertThat(bench.run(bench.baseline(), tests, Project.minute()).results())
          .extracting(r -> r.test() + " " + r.outcome())
          .containsExactlyInAnyOrder("CodeTest#brief FAILED", "CodeTest#lasting FAILED");
      List<Compilation> compiled =
          bench.compile(
              List.of(
                  body(project, "if (true) return 1;"),
                  body(project, "for (int i = 0; i >= 0; i = (i + 1) & 7) {}")),
              Project.minute());

      List<TestRun> runs = bench.runAll(compiled, tests, 9, Project.minute());

      assertThat(runs.get(0).passed()).isTrue();
      assertThat(runs.get(0).results()).hasSize(2);
      assertThat(runs.get(1).count(Outcome.KILLED)).isPositive();
    }
  }

  @Test
  void wholeClassFindsNothingThatSingleTestsLeft() {
    Project project =
        asking("class Code { static int calls; static int one() { return ++calls; } }");
    try (Workbench bench = project.open(OPTIONS)) {
      TestRun run =
          bench.run(
              bench.baseline(),
              List.of(new TestId("CodeTest", "one"), new TestId("CodeTest", "")),
              Project.minute());
      assertThat(run.results())
          .extracting(TestRun.Result::outcome)
          .containsExactly(Outcome.PASSED, Outcome.PASSED);
    }
  }

  /** Code with one test, which wants its {@code one()} to be 1. */
  private Project asking(String code) {
    return new Project(root)
        .file("Code.java", code)
        .file(
            "CodeTest.java",
            """
            public class CodeTest {
              @org.junit.Test public void one() {
                org.junit.Assert.assertEquals(1, Code.one());
              }
            }
            """);
  }

  private static Variant body(Project project, String statements) {
    return project.change("Code.java", "return 2;", statements + " return 2;");
  }
}
