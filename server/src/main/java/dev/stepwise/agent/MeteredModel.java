package dev.stepwise.agent;

import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A model for one run: holds every prompt below a bound, knows the largest one and tells what was
 * asked and answered. Closing it leaves the model open, which belongs to somebody else.
 */
final class MeteredModel implements LanguageModel {
  private final LanguageModel model;
  private final int maxPromptTokens;
  private final BiConsumer<String, String> prompted;
  private final AtomicInteger peak = new AtomicInteger();

  /**
   * @param prompted told of each prompt and its answer
   */
  MeteredModel(LanguageModel model, int maxPromptTokens, BiConsumer<String, String> prompted) {
    this.model = model;
    this.maxPromptTokens = maxPromptTokens;
    this.prompted = prompted;
  }

  /** Tokens of the largest prompt so far. */
  int peakPromptTokens() {
    return peak.get();
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) {
    admit(countTokens(request.prompt()));
    List<Completion> answers = model.complete(request, budget);
    prompted.accept(
        request.prompt().joined(),
        String.join("\n----\n", answers.stream().map(Completion::text).toList()));
    return answers;
  }

  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
    int shared = countTokens(prefix);
    admit(shared);
    List<Score> scores = model.score(prefix, continuations, budget);
    int longest = scores.stream().mapToInt(s -> s.tokens().size()).max().orElse(0);
    peak.accumulateAndGet(shared + longest, Math::max);
    prompted.accept(prefix.joined(), best(continuations, scores));
    return scores;
  }

  private void admit(int tokens) {
    if (tokens > maxPromptTokens) {
      throw new ModelException(
          "a prompt of " + tokens + " tokens is over the bound of " + maxPromptTokens);
    }
    peak.accumulateAndGet(tokens, Math::max);
  }

  private static String best(List<Prompt> continuations, List<Score> scores) {
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      if (scores.get(i).logProbability() > scores.get(best).logProbability()) {
        best = i;
      }
    }
    return scores.isEmpty()
        ? "(nothing to score)"
        : "%d scored; most likely (%.2f): %s"
            .formatted(
                scores.size(), scores.get(best).logProbability(), continuations.get(best).joined());
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public int countTokens(Prompt prompt) {
    return model.countTokens(prompt);
  }

  @Override
  public Usage usage() {
    return model.usage();
  }

  @Override
  public void close() {
    // The model outlives the run.
  }
}
