package dev.stepwise.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwise.agent.step.AsBefore;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.TestId;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranking;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Sandbox;
import dev.stepwise.verify.Workbench;
import dev.stepwise.verify.WorkbenchOptions;
import dev.stepwise.verify.Workbenches;
import dev.stepwise.workspace.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two fixes of Python code that pass, the one that changes nothing else. Needs pytest. */
@Tag("slow")
class PythonGuardTest {
  private static final String TEXT = "def fee(days):\n    return days * 2 if days > 3 else 1\n";
  private static final String TESTS =
      """
      from shop import fee

      def test_some():
          assert fee(9) == 18
          assert fee(200) == 400

      def test_few():
          assert fee(2) == 0
      """;

  @TempDir Path root;

  @Test
  void theOneThatBehavesAsBeforeElsewhereComesFirst() throws IOException {
    Path file = root.resolve("shop.py");
    Files.writeString(file, TEXT);
    Files.writeString(root.resolve("test_shop.py"), TESTS);
    Budget budget = Budget.of(Duration.ofMinutes(1));
    try (Workbench bench =
        Workbenches.open(root, Map.of(), WorkbenchOptions.DEFAULT.withOffline(true), budget)) {
      assumeTrue(bench.sandbox() == Sandbox.BUBBLEWRAP);
      List<Candidate> candidates =
          List.of(
              candidate(file, "hides", t -> t.replace("> 3 else 1", "in (9, 200) else 0")),
              candidate(file, "meant", t -> t.replace("else 1", "else 0")));
      FaultContext scope =
          new FaultContext(
              file, TEXT, new TextRange(0, TEXT.length()), Map.of(2, 1.0), List.of(), List.of());
      List<Producer> rules = List.of(producer(candidates));
      Fix fix =
          new StepwiseAgent(
                  bench,
                  Optional.empty(),
                  (topic, left) -> List.of(),
                  m ->
                      new Parts(
                          (state, left) -> List.of(scope),
                          rules,
                          rules,
                          List.of(),
                          (context, all) -> inOrder(all),
                          (context, all) -> inOrder(all)),
                  new ByNature(new AsBefore(bench)),
                  Mode.AGENT,
                  () -> Snapshot.OF_DISK)
              .fix(
                  new Task.FailingTest(new TestId("test_shop.py", "test_few")),
                  Agent.Listener.NONE,
                  budget);
      assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
      assertThat(fix.proposals())
          .extracting(p -> p.origin() + ": " + p.checks().getLast().detail())
          .hasSize(2)
          .satisfiesExactly(
              first ->
                  assertThat(first)
                      .matches("rule:meant: behaves as before on (\\d+) of \\1 generated inputs"),
              second ->
                  assertThat(second)
                      .matches("rule:hides: behaves as before on \\d+ of \\d+ generated inputs"));
    }
  }

  private static Candidate candidate(Path file, String name, UnaryOperator<String> change) {
    TextEdit edit = TextEdit.replace(0, TEXT.length(), change.apply(TEXT));
    return new Candidate(file, List.of(edit), "rule:" + name, 0);
  }

  private static Producer producer(List<Candidate> candidates) {
    return new Producer() {
      @Override
      public String name() {
        return "rules";
      }

      @Override
      public List<Candidate> produce(FaultContext context, Budget budget) {
        return candidates;
      }
    };
  }

  private static Ranking inOrder(List<Candidate> candidates) {
    List<Candidate> left = new ArrayList<>(candidates);
    return (count, budget) -> {
      List<Ranked> next = new ArrayList<>();
      while (next.size() < count && !left.isEmpty()) {
        next.add(new Ranked(left.removeFirst(), -next.size()));
      }
      return next;
    };
  }
}
