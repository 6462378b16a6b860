package dev.stepwise.repair;

import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A model whose answers a test writes down; remembers what it was asked. */
public final class ScriptedModel implements LanguageModel {
  private final boolean tuned;
  private final BiFunction<String, String, Double> scores;
  private final Function<Request, List<Completion>> completions;

  /** Every continuation that was scored, joined, in order. */
  public final List<String> scored = new ArrayList<>();

  /** Every request in order. */
  public final List<Request> requests = new ArrayList<>();

  public ScriptedModel(
      boolean tuned,
      BiFunction<String, String, Double> scores,
      Function<Request, List<Completion>> completions) {
    this.tuned = tuned;
    this.scores = scores;
    this.completions = completions;
  }

  /** A tuned model that only scores; the function gets prefix and continuation. */
  public static ScriptedModel scoring(BiFunction<String, String, Double> scores) {
    return new ScriptedModel(true, scores, request -> List.of());
  }

  /** Each token one character, its score spread evenly. */
  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
    budget.checkCancelled();
    List<Score> all = new ArrayList<>();
    for (Prompt continuation : continuations) {
      String text = continuation.joined();
      scored.add(text);
      double total = scores.apply(prefix.joined(), text);
      List<Score.Token> tokens = new ArrayList<>();
      for (int i = 0; i < text.length(); i++) {
        tokens.add(new Score.Token(i, total / text.length()));
      }
      all.add(new Score(total, tokens));
    }
    return all;
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) {
    budget.checkCancelled();
    requests.add(request);
    return completions.apply(request);
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo("scripted", 2048, true, Optional.empty(), tuned);
  }

  @Override
  public int countTokens(Prompt prompt) {
    return prompt.joined().length();
  }

  @Override
  public Usage usage() {
    return Usage.NONE;
  }

  @Override
  public void close() {}
}
