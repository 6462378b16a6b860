package dev.stepwise.agent.step;

import dev.stepwise.agent.Phase;
import dev.stepwise.agent.State;
import dev.stepwise.agent.Task;
import dev.stepwise.settings.Budget;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What does the documentation say that bears on the task? The few sentences with most words in
 * common; no model is asked.
 */
public final class ReadDocs implements Step {
  private static final int MOST_SENTENCES = 3;

  private final Documentation documentation;

  public ReadDocs(Documentation documentation) {
    this.documentation = documentation;
  }

  @Override
  public Phase phase() {
    return Phase.READ_DOCS;
  }

  @Override
  public String why(State state) {
    return "see what the documentation says about it";
  }

  @Override
  public State run(State state, Budget budget) {
    String topic = topic(state);
    Set<String> wanted = Mentioned.words(topic);
    record Fit(String sentence, int common) {}
    List<String> best =
        documentation.sentences(topic, budget).stream()
            .map(s -> new Fit(s, Mentioned.common(wanted, Mentioned.words(s))))
            .filter(f -> f.common() > 0)
            .sorted(Comparator.comparingInt(f -> -f.common()))
            .limit(MOST_SENTENCES)
            .map(Fit::sentence)
            .toList();
    String text = best.isEmpty() ? "nothing about it" : String.join(" ", best);
    return state.withSentences(best).digest(Phase.READ_DOCS, text);
  }

  private static String topic(State state) {
    return switch (state.task()) {
      case Task.FailingTest t ->
          state.situation().target().orElse(t.test()) + " " + state.lastDigest();
      case Task.Diagnostic d -> Orient.name(d.file()) + " " + d.message();
      case Task.Issue i -> i.words();
    };
  }
}
