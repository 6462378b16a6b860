package dev.stepwise.repair.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class RuleProducerTest {
  private static final Path FILE = Path.of("/A.java");
  private static final String TEXT =
      """
      class A {
        int first(int a, int b) {
          int c = a + b;
          return c;
        }

        int second(int a, int b) {
          return a - b;
        }
      }
      """;

  @Test
  void onlySuspiciousLinesChange() {
    List<Candidate> candidates = produce(scope(0, TEXT.length()), Map.of(3, 0.5));
    assertThat(candidates).isNotEmpty();
    for (Candidate c : candidates) {
      assertThat(c.applyTo(TEXT)).as(c.origin()).contains("return a - b;");
    }
  }

  @Test
  void theMostSuspiciousLineComesFirst() {
    List<Candidate> candidates = produce(scope(0, TEXT.length()), Map.of(3, 0.2, 8, 0.9));
    assertThat(candidates.getFirst().applyTo(TEXT)).contains("int c = a + b;\n    return c;");
    assertThat(candidates.getLast().applyTo(TEXT)).contains("return a - b;");
  }

  @Test
  void nothingOutsideTheScopeChanges() {
    int start = TEXT.indexOf("int second");
    int end = TEXT.indexOf("}", start) + 1;
    for (Candidate c : produce(scope(start, end), Map.of())) {
      assertThat(c.applyTo(TEXT)).startsWith(TEXT.substring(0, start));
    }
  }

  @Test
  void noChangeIsProposedTwiceAndNoneIsTheSameCode() {
    List<String> results =
        produce(scope(0, TEXT.length()), Map.of()).stream()
            .map(c -> c.applyTo(TEXT).replaceAll("\\s+", ""))
            .toList();
    assertThat(results).doesNotHaveDuplicates().doesNotContain(TEXT.replaceAll("\\s+", ""));
  }

  @Test
  void codeThatDoesNotCompileIsLeftToOthers() {
    Problem problem =
        new Problem(FILE, new TextRange(0, 1), Problem.Severity.ERROR, "compiler.err.x", "x");
    FaultContext context =
        new FaultContext(
            FILE, TEXT, scope(0, TEXT.length()), Map.of(), List.of(problem), List.of());
    assertThat(new RuleProducer().produce(context, budget())).isEmpty();
  }

  @Test
  void cancellationEndsTheWork() {
    Budget cancelled = Budget.of(Duration.ofMinutes(1), () -> true);
    FaultContext context = context(scope(0, TEXT.length()), Map.of());
    assertThatThrownBy(() -> new RuleProducer().produce(context, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  private static List<Candidate> produce(TextRange scope, Map<Integer, Double> suspicion) {
    return new RuleProducer().produce(context(scope, suspicion), budget());
  }

  private static FaultContext context(TextRange scope, Map<Integer, Double> suspicion) {
    return new FaultContext(FILE, TEXT, scope, suspicion, List.of(), List.of());
  }

  private static TextRange scope(int start, int end) {
    return new TextRange(start, end);
  }

  private static Budget budget() {
    return Budget.of(Duration.ofMinutes(1));
  }
}
