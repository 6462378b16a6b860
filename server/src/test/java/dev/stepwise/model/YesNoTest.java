package dev.stepwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stepwise.settings.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YesNoTest {
  /** Answers with given probabilities; what is not named has almost none. */
  private record Scripted(Map<String, Double> probabilities) implements LanguageModel {
    @Override
    public ModelInfo info() {
      return new ModelInfo("scripted", 100, true, Optional.empty(), false);
    }

    @Override
    public List<Completion> complete(Request request, Budget budget) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
      return continuations.stream()
          .map(c -> Math.log(probabilities.getOrDefault(c.joined(), 1e-12)))
          .map(log -> new Score(log, List.of(new Score.Token(0, log))))
          .toList();
    }

    @Override
    public int countTokens(Prompt prompt) {
      return 1;
    }

    @Override
    public Usage usage() {
      return Usage.NONE;
    }

    @Override
    public void close() {}
  }

  private static void check(Map<String, Double> probabilities, double expected) {
    assertThat(
            YesNo.logOdds(
                new Scripted(probabilities),
                Prompt.ofText("Is it right?"),
                Budget.of(Duration.ofSeconds(1))))
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void addsUpTheSpellingsOfEachAnswer() {
    check(Map.of(" Yes", 0.3, "yes", 0.1, " No", 0.2), Math.log(2));
    check(Map.of(" yes", 0.1, "No", 0.1, " no", 0.1), Math.log(0.5));
  }
}
