package dev.stepwise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.WorkbenchOptions;
import dev.stepwise.workspace.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two faults of which the first hides the second: no single edit helps, and the second one shows
 * nothing by itself. With the real rules and the real compiler, without a model.
 */
@Tag("slow")
class TwoFaultsTest {
  private static final String CODE =
      """
      class Totals {
        static int total(int[] amounts) {
          int total = 0;
          for (int i = 0; i <= amounts.length; i++) {
            if (amounts[i] > 0) {
              total -= amounts[i];
            }
          }
          return total;
        }
      }
      """;

  @TempDir Path root;

  @Test
  void goesOnFromTheEditThatMendsOneOfTheTests() throws IOException {
    check(
        "TotalsTest",
        """
        import static org.junit.jupiter.api.Assertions.assertEquals;
        import org.junit.jupiter.api.Test;
        class TotalsTest {
          @Test void ofNothing() { assertEquals(0, Totals.total(new int[0])); }
          @Test void ofOne() { assertEquals(3, Totals.total(new int[] {3})); }
          @Test void ofSome() { assertEquals(7, Totals.total(new int[] {3, -1, 4})); }
        }
        """);
  }

  @Test
  void goesOnFromTheEditThatMendsOneOfTheAssertions() throws IOException {
    check(
        "TotalsTest#all",
        """
        import static org.junit.jupiter.api.Assertions.assertEquals;
        import org.junit.jupiter.api.Test;
        class TotalsTest {
          @Test void all() {
            assertEquals(0, Totals.total(new int[0]));
            assertEquals(3, Totals.total(new int[] {3}));
            assertEquals(7, Totals.total(new int[] {3, -1, 4}));
          }
        }
        """);
  }

  private void check(String target, String tests) throws IOException {
    Path file = root.resolve("Totals.java");
    Files.writeString(file, CODE);
    Files.writeString(root.resolve("TotalsTest.java"), tests);
    Budget budget = Budget.of(Duration.ofMinutes(2));
    AgentOptions options =
        AgentOptions.DEFAULT.withWorkbench(
            WorkbenchOptions.DEFAULT.withUnsandboxed(true).withOffline(true));
    try (Agent agent =
        Agents.open(
            root,
            Optional.empty(),
            options,
            () -> Snapshot.OF_DISK,
            (topic, left) -> List.of(),
            budget)) {
      Fix fix = agent.fix(new Task.FailingTest(TestId.parse(target)), Agent.Listener.NONE, budget);
      assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
      assertThat(fix.steps())
          .anyMatch(step -> step.digest().contains("go on from promising edits"));
      Fix.Proposal best = fix.proposals().getFirst();
      assertThat(TextEdit.apply(CODE, best.edits().get(file)))
          .contains("total += amounts[i];")
          .contains("i < amounts.length");
    }
  }
}
