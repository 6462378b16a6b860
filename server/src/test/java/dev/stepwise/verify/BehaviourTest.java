package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwise.language.TestId;
import dev.stepwise.verify.TestRun.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs generated from what tests call methods with. */
@Tag("slow")
class BehaviourTest {
  private static final String CODE = "src/shop/Code.java";

  @TempDir Path root;

  private Project project(String code, String tests) {
    return new Project(root)
        .file(CODE, "package shop;\nimport java.util.*;\n" + code)
        .file(
            "test/shop/CodeTest.java",
            """
            package shop;
            import static org.junit.jupiter.api.Assertions.assertEquals;
            import java.util.*;
            import org.junit.jupiter.api.Test;
            class CodeTest {
            %s
            }
            """
                .formatted(tests));
  }

  /** Asks variants, each made by replacing one text by another. */
  private static Behaviour ask(Project project, String... changes) {
    try (Workbench bench = project.open()) {
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
  }

  @Test
  void tellsWhatKeepsBehaviourFromWhatDoesNot() {
    Project project =
        project(
            """
            class Code {
              static int fee(int days) {
                if (days < 3) return 0;
                if (days == 30) return 2;
                return days * 2;
              }
            }
            """,
            """
              @Test void none() { assertEquals(0, Code.fee(2)); assertEquals(0, Code.fee(0)); }
              @Test void some() { assertEquals(12, Code.fee(6)); assertEquals(800, Code.fee(400)); }
              @Test void month() { assertEquals(60, Code.fee(30)); }
            """);
    Behaviour behaviour =
        ask(
            project,
            "days == 30 -> days == 31",
            "return 2; -> return 60;",
            "if (days == 30) return 2; -> if (days == 400) return 800; if (days == 30) return 60; if"
                + " (days != 6) return 7;");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(0)).isEqualTo(1);
    assertThat(behaviour.share(1)).isEqualTo(1);
    assertThat(behaviour.share(2)).isLessThan(0.6);
    assertThat(behaviour.alike()).containsExactly(0, 0, 2);
  }

  @Test
  void copiesReceiversRecordsCollectionsAndLinkedObjects() {
    Project project =
        project(
            """
            class Code {
              record Line(String name, int count, List<Integer> prices) {}
              static final class Node { final Node next; int n; Node(int n, Node next) { this.n = n; this.next = next; } }
              enum Kind { SMALL, LARGE }
              private final Map<String, Integer> stock = new TreeMap<>();
              private Node last;
              void put(String name, int count) {
                stock.merge(name, count, Integer::sum);
                last = new Node(count, last);
              }
              int worth(Line line, Kind kind) {
                int sum = 0;
                for (int price : line.prices()) sum += price;
                for (Node n = last; n != null; n = n.next) sum += n.n;
                return kind == Kind.LARGE ? sum : sum * line.count() + stock.getOrDefault(line.name(), 1);
              }
            }
            """,
            """
              Code code = new Code();
              @Test void small() {
                code.put("a", 3);
                code.put("b", 4);
                assertEquals(16, code.worth(new Code.Line("a", 1, List.of(2, 4)), Code.Kind.SMALL));
                assertEquals(17, code.worth(new Code.Line("b", 1, List.of(2, 4)), Code.Kind.SMALL));
              }
              @Test void large() {
                code.put("b", 9);
                assertEquals(30, code.worth(new Code.Line("b", 3, List.of(1)), Code.Kind.LARGE));
              }
            """);
    Behaviour behaviour =
        ask(
            project,
            "? sum : -> ? sum * 3 :",
            "? sum : -> ? 30 :",
            "sum += price -> sum += price - 0");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(2)).isEqualTo(1);
    assertThat(behaviour.share(0)).isLessThan(1);
    assertThat(behaviour.alike().get(1)).isEqualTo(1);
  }

  @Test
  void whatChanceOrTheClockDecidesIsNotAsked() {
    Project project =
        project(
            """
            class Code {
              static int calls;
              static int chance(int n) { return n + new Random().nextInt(2); }
              static long clock(int n) { return n + System.nanoTime(); }
              static int identity(int n) { return n + System.identityHashCode(new Object()); }
              static int counted(int n) { return n + ++calls; }
              static int one(int n) { return n + extra(); }
              static int extra() { return 0; }
            }
            """,
            """
              @Test void steady() {
                for (int n = 0; n < 50; n += 7) {
                  Code.chance(n); Code.clock(n); Code.identity(n); Code.counted(n);
                }
              }
              @Test void one() { assertEquals(2, Code.one(1)); }
            """);
    Behaviour behaviour =
        ask(
            project,
            "n + new Random() -> n + 1 + new Random()",
            "n + System.nanoTime() -> n - 1 + System.nanoTime()",
            "n + System.identityHashCode -> n - 1 + System.identityHashCode",
            "n + ++calls -> n - 1 + ++calls");
    assertThat(behaviour.isKnown()).isFalse();
  }

  @Test
  void hangingVariantsAreFoundOutAndOthersAnswered() {
    Project project =
        project(
            """
            class Code {
              static int half(int n) { return n == 8 ? 5 : n / 2; }
              static int quit(int n) { System.exit(n); return n; }
            }
            """,
            """
              @Test void some() { assertEquals(2, Code.half(4)); assertEquals(200, Code.half(401)); }
              @Test void eight() { assertEquals(4, Code.half(8)); }
            """);
    Behaviour behaviour =
        ask(
            project,
            "return n == 8 ? 5 : -> while (n > 100 && n != 401) n += 0; return",
            "return n == 8 ? 5 : -> if (n > 100 && n != 401) quit(n); return",
            "return n == 8 ? 5 : -> return");
    assertThat(behaviour.inputs()).isGreaterThan(50);
    assertThat(behaviour.share(0)).isStrictlyBetween(0.0, 1.0);
    assertThat(behaviour.asBefore().get(1)).isEqualTo(Behaviour.BROKE);
    assertThat(behaviour.share(2)).isEqualTo(1);
    assertThat(behaviour.alike()).isEqualTo(Arrays.asList(0, 1, 2));
  }

  /** No test passes, so nothing is known to be right; but no fix should fail where code did not. */
  @Test
  void whereAllTestsCrashOnlyNewCrashesCount() {
    Project project =
        project(
            """
            class Code {
              static int nodes(List<Integer> all) {
                if (all.isEmpty()) return 0;
                int half = all.size() / 2;
                return 1 + nodes(all.subList(0, half)) + nodes(all.subList(half, all.size()));
              }
            }
            """,
            """
              @Test void one() { assertEquals(1, Code.nodes(List.of(1))); }
              @Test void two() { assertEquals(3, Code.nodes(List.of(3, 4))); }
            """);
    Behaviour behaviour =
        ask(
            project,
            "all.isEmpty()) return 0; -> all.size() == 1) return 1;",
            "all.isEmpty()) return 0; -> all.size() <= 1) return all.size();",
            "all.isEmpty()) return 0; -> all.size() < 2) return 1;");
    assertThat(behaviour.anyAnswer()).isTrue();
    assertThat(behaviour.share(0)).isEqualTo(0);
    assertThat(behaviour.share(1)).isEqualTo(1);
    assertThat(behaviour.share(2)).isEqualTo(1);
  }

  /** The same, but one test gets a wrong answer. */
  @Test
  void whereNothingIsKnownToBeRightNothingIsAsked() {
    Project project =
        project(
            """
            class Code {
              static int first(List<Integer> all) { return all.isEmpty() ? 7 : all.get(1); }
            }
            """,
            """
              @Test void none() { assertEquals(0, Code.first(List.of())); }
              @Test void one() { assertEquals(3, Code.first(List.of(3))); }
            """);
    assertThat(ask(project, "? 7 : all.get(1) -> ? 0 : all.get(0)").isKnown()).isFalse();
  }

  @Test
  void whereNothingCanBeCopiedNothingIsKnown() {
    Project project =
        project(
            """
            class Code {
              static int apply(java.util.function.IntUnaryOperator f) { return f.applyAsInt(1) + 1; }
            }
            """,
            """
              @Test void fails() { assertEquals(2, Code.apply(n -> n + 1)); }
              @Test void passes() { assertEquals(3, Code.apply(n -> 2)); }
            """);
    assertThat(ask(project, "+ 1; -> + 2;").isKnown()).isFalse();
  }
}
