package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwise.language.TestId;
import dev.stepwise.verify.TestRun.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs generated from what tests call Python's functions with. Needs pytest. */
@Tag("slow")
class PythonBehaviourTest {
  private static final String CODE = "shop/code.py";

  @TempDir Path root;

  private Project project(String code, String tests) {
    return new Project(root)
        .file(CODE, code)
        .file("tests/test_code.py", "import pytest\nfrom shop.code import *\n\n" + tests);
  }

  /** Asks variants, each made by replacing one text by another. */
  private static Behaviour ask(Project project, String... changes) {
    try (Workbench bench = project.open()) {
      return ask(bench, project, changes);
    }
  }

  private static Behaviour ask(Workbench bench, Project project, String... changes) {
    assumeTrue(bench.sandbox() == Sandbox.BUBBLEWRAP);
    List<Variant> variants = new ArrayList<>();
    for (String change : changes) {
      String[] parts = change.split(" -> ", -1);
      variants.add(project.change(CODE, parts[0], parts[1]));
    }
    List<Compilation> compiled = bench.compile(variants, Project.minute());
    assertThat(compiled).allMatch(Compilation::succeeded);
    List<TestId> failing = new ArrayList<>();
    List<TestId> passing = new ArrayList<>();
    bench
        .run(bench.baseline(), bench.allTests(), Project.minute())
        .results()
        .forEach(r -> (r.outcome() == Outcome.PASSED ? passing : failing).add(r.test()));
    return bench.behaviour(compiled, failing, passing, Project.minute());
  }

  private Project fees() {
    return project(
        """
        def fee(days):
            if days < 3:
                return 0
            if days == 30:
                return 2
            return days * 2


        def fees(*days, extra=0):
            return [fee(d) for d in days] + [extra]
        """,
        """
        @pytest.mark.parametrize("days, expected", [(2, 0), (0, 0), (6, 12), (400, 800), (30, 60)])
        def test_fee(days, expected):
            assert fee(days) == expected

        def test_fees():
            assert fees(1, 2, 9, extra=5) == [0, 0, 18, 5]
            assert fees(7, 3) == [14, 6, 0]
        """);
  }

  @Test
  void tellsWhatKeepsBehaviourFromWhatDoesNot() {
    Behaviour behaviour =
        ask(
            fees(),
            "days == 30 -> days == 31",
            "return 2\n -> return 60\n",
            "return days * 2 -> return days * 2 if days in (6, 400, 9, 7, 3) else 7");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(0)).isEqualTo(1);
    assertThat(behaviour.share(1)).isEqualTo(1);
    assertThat(behaviour.share(2)).isLessThan(0.8);
    assertThat(behaviour.alike()).containsExactly(0, 0, 2);
  }

  @Test
  void saysTheSameEachTime() {
    Project project =
        project(
            """
            def rest(words, limit):
                return [w for w in words if len(w) > limit or w == "ab"]
            """,
            """
            def test_passes():
                assert sorted(rest({"abc", "d", "efgh"}, 2)) == ["abc", "efgh"]
                assert rest({"xyz", "uv"}, 1) != []

            def test_fails():
                assert rest(["ab", "c"], 2) == []
            """);
    String[] changes = {
      " or w == \"ab\" -> ",
      "len(w) > limit or w == \"ab\" -> len(w) > limit and w[0] < \"c\"",
      "len(w) > limit or w == \"ab\" -> len(w) > 2"
    };
    List<Behaviour> said = new ArrayList<>();
    try (Workbench bench = project.open()) {
      said.add(ask(bench, project, changes));
      said.add(ask(bench, project, changes));
    }
    said.add(ask(project, changes));
    assertThat(said.getFirst().inputs()).isGreaterThan(50);
    assertThat(said.stream().distinct()).hasSize(1);
  }

  @Test
  void readsWhatGeneratorsGiveAndTheirEnd() {
    Project project =
        project(
            """
            def flat(parts):
                for part in parts:
                    if isinstance(part, list):
                        yield flat(part)
                    else:
                        yield part


            def numbers(start):
                while True:
                    yield start
                    start += 1
            """,
            """
            def test_plain():
                assert list(flat(["a", "b", "c"])) == ["a", "b", "c"]
                assert list(flat([])) == []

            def test_numbers():
                assert next(numbers(3)) == 3
                assert next(numbers(90)) == 90

            def test_nested():
                assert list(flat(["a", ["b", ["c"]]])) == ["a", "b", "c"]
            """);
    Behaviour behaviour =
        ask(
            project,
            "yield flat(part) -> yield from flat(part)",
            "yield part\n -> yield part\n            return\n",
            "start += 1 -> start += 1 if start < 100 else 2",
            "for part in parts: -> for part in parts[:2]:");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(0)).isEqualTo(1);
    assertThat(behaviour.share(1)).isLessThan(1);
    assertThat(behaviour.share(2)).isLessThan(1);
    assertThat(behaviour.share(3)).isStrictlyBetween(0.3, 1.0);
  }

  @Test
  void seesWhatBecomesOfArguments() {
    Project project =
        project(
            """
            def tidy(names, counts):
                names.sort()
                for name in names:
                    counts[name] = counts.get(name, 0) + 1
            """,
            """
            def test_passes():
                tidy(["b", "a", "c"], {"a": 1})
                tidy(["b", "d", "d", "a"], {})

            def test_fails():
                names = ["z", "y"]
                tidy(names, {})
                assert names == ["z", "y"]
            """);
    Behaviour behaviour =
        ask(
            project,
            "names.sort() -> names = sorted(names)",
            "names.sort() -> names.sort(key=str)",
            "+ 1 -> + 2");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(0)).isStrictlyBetween(0.0, 0.6);
    assertThat(behaviour.share(1)).isEqualTo(1);
    assertThat(behaviour.share(2)).isLessThan(0.3);
  }

  @Test
  void copiesReceiversAndObjects() {
    Project project =
        project(
            """
            import enum
            from dataclasses import dataclass
            from typing import NamedTuple

            class Kind(enum.Enum):
                SMALL = 1
                LARGE = 2

            class Line(NamedTuple):
                name: str
                count: int
                prices: list

            @dataclass(frozen=True)
            class Rate:
                factor: float

            class Node:
                __slots__ = ("next", "value")

                def __init__(self, value, following):
                    self.value = value
                    self.next = following

            class Stock:
                def __init__(self):
                    self.last = None
                    self.counts = {}

                def put(self, name, count):
                    self.counts[name] = self.counts.get(name, 0) + count
                    self.last = Node(count, self.last)

                @property
                def total(self):
                    return sum(self.counts.values())

                def worth(self, line, kind, rate=Rate(1.0)):
                    total = sum(line.prices) + self.total
                    node = self.last
                    while node is not None:
                        total += node.value
                        node = node.next
                    if kind is Kind.LARGE:
                        return total
                    return total * line.count * rate.factor
            """,
            """
            def test_small():
                stock = Stock()
                stock.put("a", 3)
                stock.put("b", 4)
                assert stock.worth(Line("a", 1, [2, 4]), Kind.SMALL) == 20
                assert stock.worth(Line("b", 2, [2, 7]), Kind.SMALL, Rate(0.5)) == 23

            def test_large():
                stock = Stock()
                stock.put("b", 9)
                assert stock.worth(Line("b", 3, [1]), Kind.LARGE) == 57
            """);
    Behaviour behaviour =
        ask(
            project,
            "            return total\n ->             return total * line.count\n",
            "            return total\n ->             return 57\n",
            "total += node.value -> total += node.value + 0",
            "self.last = Node(count, self.last) -> self.last = Node(count, None)");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(2)).isEqualTo(1);
    assertThat(behaviour.share(0)).isLessThan(1);
    assertThat(behaviour.share(1)).isLessThan(1);
    assertThat(behaviour.share(3)).isLessThan(1);
    assertThat(behaviour.alike()).startsWith(0, 1, 2);
  }

  @Test
  void inputsThatNobodyWroteHarmNoFile() {
    Project project =
        project(
            """
            import os

            def drop(name, lines):
                if os.path.exists(name):
                    os.remove(name)
                return lines + 1
            """,
            """
            import os

            def test_passes():
                assert drop("a", 1) == 2
                assert drop("b", 900) == 901

            def test_fails():
                assert drop("abababab", 5) == 7

            def test_there():
                assert all(os.path.exists(name) for name in ("aa", "ab", "ba", "bb"))
            """);
    project.file("aa", "1").file("ab", "2").file("ba", "3").file("bb", "4");
    try (Workbench bench = project.open()) {
      assertThat(ask(bench, project, "lines + 1 -> lines + 2").isKnown()).isTrue();
      List<TestId> there = List.of(new TestId("tests/test_code.py", "test_there"));
      assertThat(bench.run(bench.baseline(), there, Project.minute()).passed()).isTrue();
    }
  }

  @Test
  void whatChanceOrTheClockDecidesIsNotAsked() {
    Project project =
        project(
            """
            import random
            import time

            calls = 0

            def chance(n):
                return n + random.randrange(2)

            def clock(n):
                return n + time.perf_counter_ns()

            def identity(n):
                return n + id(object())

            def counted(n):
                global calls
                calls += 1
                return n + calls

            def one(n):
                return n + 0
            """,
            """
            def test_steady():
                for n in range(0, 50, 7):
                    chance(n), clock(n), identity(n), counted(n)

            def test_one():
                assert one(1) == 2
            """);
    Behaviour behaviour =
        ask(
            project,
            "n + random -> n + 1 + random",
            "n + time -> n - 1 + time",
            "n + id -> n - 1 + id",
            "n + calls -> n - 1 + calls");
    assertThat(behaviour.isKnown()).isFalse();
  }

  @Test
  void variantsThatHangOrCrashAreFoundOutAndOthersAnswered() {
    Project project =
        project(
            """
            import os

            def leave(n):
                os._exit(n)

            def half(n):
                return 5 if n == 8 else n // 2
            """,
            """
            def test_some():
                assert half(4) == 2
                assert half(401) == 200

            def test_eight():
                assert half(8) == 4
            """);
    String body = "return 5 if n == 8 else ";
    String far = "n > 100 and n != 401";
    Behaviour behaviour =
        ask(
            project,
            body + " -> while " + far + ": n += 0\n    return ",
            body + " -> if " + far + ": sum(iter(int, 1))\n    return ",
            body + " -> if " + far + ": leave(n)\n    return ",
            body + " -> return ");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(0)).isStrictlyBetween(0.0, 1.0);
    assertThat(behaviour.asBefore().get(1)).isEqualTo(Behaviour.BROKE);
    assertThat(behaviour.asBefore().get(2)).isEqualTo(Behaviour.BROKE);
    assertThat(behaviour.share(3)).isEqualTo(1);
    assertThat(behaviour.alike()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void changedValuesOfAModuleReachWhatUsesThem() {
    Project project =
        project(
            """
            LIMIT = 10
            OTHER = 3

            def within(n):
                return n < LIMIT

            def apart(n):
                return n < OTHER
            """,
            """
            def test_some():
                assert within(3) and not within(100)
                assert apart(2) and not apart(10000)

            def test_twelve():
                assert within(12)
            """);
    Behaviour behaviour = ask(project, "LIMIT = 10 -> LIMIT = 13", "LIMIT = 10 -> LIMIT = 40");
    assertThat(behaviour.inputs()).isBetween(30, 98);
    assertThat(behaviour.share(0)).isEqualTo(1);
    assertThat(behaviour.share(1)).isLessThan(1);
  }

  @Test
  void whereNothingCanBeCopiedNothingIsKnown() {
    Project project =
        project(
            "def apply(f):\n    return f(1) + 1\n",
            """
            def test_fails():
                assert apply(lambda n: n + 1) == 2

            def test_passes():
                assert apply(lambda n: 2) == 3
            """);
    assertThat(ask(project, "+ 1 -> + 2").isKnown()).isFalse();
  }
}
