package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.TestRun.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs pytest. */
@Tag("slow")
class PythonWorkbenchTest {
  private static final TestId ADDS = new TestId("tests/test_sums.py", "test_adds");

  @TempDir Path root;
  private Project project;

  @BeforeEach
  void write() {
    project =
        new Project(root)
            .file(
                "shop/sums.py",
                """
                def total(numbers):
                    result = 0
                    i = 1
                    while i < len(numbers):
                        result += numbers[i]
                        i += 1
                    return result


                def none():
                    return 0
                """)
            .file(
                "tests/test_sums.py",
                """
                import pytest
                from shop.sums import none, total

                @pytest.mark.parametrize("numbers,expected", [([], 0), ([1, 2], 3)])
                def test_adds(numbers, expected):
                    with open("written.txt", "w") as file:
                        file.write("x")
                    assert total(numbers) == expected

                class TestNone:
                    def test_none(self):
                        assert none() == 0
                """);
  }

  private Workbench open() {
    return project.open(
        WorkbenchOptions.DEFAULT
            .withUnsandboxed(true)
            .withLimits(1_000_000, Duration.ofSeconds(5), 128));
  }

  @Test
  void variantsAreToldApart() {
    Map<String, String> before = project.snapshot();
    try (Workbench bench = open()) {
      List<Compilation> compiled =
          bench.compile(
              List.of(
                  project.change("shop/sums.py", "i = 1", "i = 2"),
                  project.change("shop/sums.py", "i = 1", "i = = 1"),
                  project.change("shop/sums.py", "i = 1", "i = 0"),
                  project.change("shop/sums.py", "i += 1", "i += 0"),
                  project.change("shop/sums.py", "i = 1", "i = zero"),
                  project.change("shop/sums.py", "i = 1", "import os; os._exit(1)"),
                  project.change("shop/sums.py", "result = 0", "result = [0] * (1 << 27)")),
              Project.minute());
      assertThat(compiled)
          .extracting(Compilation::succeeded)
          .containsExactly(true, false, true, true, true, false, true);
      assertThat(compiled.get(1).problems().getFirst().code()).isEqualTo("python.SyntaxError");
      assertThat(compiled.get(5).problems().getFirst().code()).isEqualTo("stepwise.forbidden.call");

      List<TestRun> runs = bench.runAll(compiled, List.of(ADDS), 9, Project.minute());

      assertThat(runs)
          .extracting(r -> r.results().stream().map(TestRun.Result::outcome).toList())
          .containsExactly(
              List.of(Outcome.FAILED),
              List.of(),
              List.of(Outcome.PASSED),
              List.of(Outcome.KILLED),
              List.of(Outcome.ERROR),
              List.of(),
              List.of(Outcome.ERROR));
      assertThat(runs.get(0).results().getFirst().message()).contains("assert 0 == 3");
      assertThat(runs.get(4).results().getFirst().message()).contains("NameError");
      assertThat(runs.get(4).results().getFirst().frames().getFirst())
          .isEqualTo("shop.sums.total(sums.py:3)");
    }
    assertThat(project.snapshot()).isEqualTo(before);
  }

  @Test
  void whatOneFunctionMayDoAnotherMayNot() {
    project.file(
        "shop/report.py",
        """
        def save(text):
            with open("report.txt", "w") as file:
                file.write(text)


        def show(text):
            return text
        """);
    try (Workbench bench = open()) {
      List<Compilation> compiled =
          bench.compile(
              List.of(
                  project.change("shop/report.py", "return text", "return open(text)"),
                  project.change("shop/report.py", "file.write(text)", "file.write(open(text))")),
              Project.minute());
      assertThat(compiled).extracting(Compilation::succeeded).containsExactly(false, true);
    }
  }

  @Test
  void manyVariantsAreTestedWithOnePytest() {
    project.file("conftest.py", "def pytest_configure(config):\n    config.shop = 1\n");
    try (Workbench bench = open()) {
      List<Variant> variants =
          List.of(
              project.change("shop/sums.py", "i = 1", "i = 3"),
              project.change("shop/sums.py", "i += 1", "i -= 0"),
              project.change("shop/sums.py", "i = 1", "i = 0"),
              project.change("shop/sums.py", "result += numbers[i]", "exit(3)"));
      List<Compilation> compiled = bench.compile(variants, Project.minute());
      List<TestRun> runs = bench.runAll(compiled, List.of(ADDS), 9, Project.minute());
      assertThat(runs).extracting(TestRun::passed).containsExactly(false, false, true, false);
      assertThat(runs.get(1).results().getFirst().outcome()).isEqualTo(Outcome.KILLED);
      assertThat(runs.get(1).results().getFirst().message()).contains("steps");
    }
  }

  @Test
  void aModuleThatConftestLoadsIsChangedToo() {
    project.file("conftest.py", "from shop.sums import total\n");
    try (Workbench bench = open()) {
      List<Variant> variants =
          List.of(
              project.change("shop/sums.py", "i = 1", "i = 2"),
              project.change("shop/sums.py", "i = 1", "i = 0"));
      List<Compilation> compiled = bench.compile(variants, Project.minute());
      List<TestRun> runs = bench.runAll(compiled, List.of(ADDS), 9, Project.minute());
      assertThat(runs).extracting(TestRun::passed).containsExactly(false, true);
    }
  }

  @Test
  void coverageTellsLinesOfEachTest() {
    try (Workbench bench = open()) {
      assertThat(bench.allTests())
          .containsExactly(ADDS, new TestId("tests/test_sums.py", "TestNone::test_none"));
      Coverage coverage = bench.coverage(bench.allTests(), Project.minute());
      Path sums = root.resolve("shop/sums.py");
      assertThat(coverage.entries())
          .extracting(e -> e.result().outcome())
          .containsExactly(Outcome.FAILED, Outcome.PASSED);
      assertThat(coverage.entries().get(0).lines().get(sums)).containsExactly(2, 3, 4, 5, 6, 7);
      assertThat(coverage.entries().get(1).lines().get(sums)).containsExactly(11);
    }
  }

  @Test
  void refreshTakesInWhatChanged() {
    try (Workbench bench = open()) {
      String sums = "def total(numbers):\n    return sum(numbers)\n\ndef none():\n    return 0\n";
      bench.refresh(Map.of(root.resolve("shop/sums.py"), sums), Project.minute());
      assertThat(bench.run(bench.baseline(), List.of(ADDS), Project.minute()).passed()).isTrue();
      bench.refresh(Map.of(), Project.minute());
      assertThat(bench.run(bench.baseline(), List.of(ADDS), Project.minute()).passed()).isFalse();
    }
  }

  @Test
  void testsOfUnittestFailAndAreSkippedToo() {
    project.file(
        "tests/test_unit.py",
        """
        import unittest
        from shop.sums import none, total

        class UnitTest(unittest.TestCase):
            def test_adds(self):
                self.assertEqual(total([1, 2]), 3)

            def test_none(self):
                self.assertEqual(none(), 0)

            def test_breaks(self):
                total(None)

            @unittest.skip("later")
            def test_later(self):
                self.fail()
        """);
    try (Workbench bench = open()) {
      List<TestId> tests = List.of(new TestId("tests/test_unit.py", ""));
      TestRun run = bench.run(bench.baseline(), tests, Project.minute());
      assertThat(run.results())
          .extracting(TestRun.Result::outcome)
          .containsExactlyInAnyOrder(
              Outcome.FAILED, Outcome.PASSED, Outcome.ERROR, Outcome.SKIPPED);
      List<Variant> right = List.of(project.change("shop/sums.py", "i = 1", "i = 0"));
      List<TestId> adds = List.of(new TestId("tests/test_unit.py", "UnitTest::test_adds"));
      List<Compilation> compiled = bench.compile(right, Project.minute());
      assertThat(bench.runAll(compiled, adds, 1, Project.minute()))
          .extracting(TestRun::passed)
          .containsExactly(true);
    }
  }

  @Test
  void namesAreResolved() {
    try (Workbench bench = open()) {
      assertThat(bench.baseline().succeeded()).isTrue();
      assertThat(bench.resolve(TestId.parse("test_sums.py::test_adds"))).isEqualTo(ADDS);
      assertThatThrownBy(() -> bench.resolve(TestId.parse("test_sums#test_ads")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("test_adds");
    }
  }

  @Test
  void namesThatNothingDefinesAreToldButCompile() {
    project
        .file(
            "shop/names.py",
            """
            from __future__ import annotations
            import os.path as p

            LIMIT: int = 3

            class Box:
                def open(self, *rest, **more):
                    return [é for é in rest if é < LIMIT] + [len(more), __file__, p, "ü", wher]

            def guarded():
                try:
                    pass
                except ValueError as e:
                    print(e)
                match LIMIT:
                    case [first, *others]:
                        return first, others, (lambda x, y=1: x + y)
                    case {"a": b, **kept}:
                        return b, kept
            """)
        .file("shop/stars.py", "from os.path import *\n\nprint(join, nothing)\n")
        .file("shop/either.py", "try:\n    unicode\nexcept NameError:\n    pass\n");
    try (Workbench bench = open()) {
      List<Compilation> compiled =
          bench.compile(
              List.of(
                  project.change("shop/names.py", "LIMIT: int = 3", "LIMIT: int = 4"),
                  project.change("shop/stars.py", "nothing)", "nothing )"),
                  project.change("shop/either.py", "pass", "print(1)")),
              Project.minute());
      assertThat(compiled).extracting(Compilation::succeeded).containsOnly(true);
      assertThat(compiled).extracting(c -> c.problems().size()).containsExactly(1, 0, 0);
      String text = compiled.getFirst().variant().texts().values().iterator().next();
      TextRange at = compiled.getFirst().problems().getFirst().range();
      assertThat(text.substring(at.start(), at.end())).isEqualTo("wher");
    }
  }
}
