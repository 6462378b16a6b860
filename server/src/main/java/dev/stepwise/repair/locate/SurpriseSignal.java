package dev.stepwise.repair.locate;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Score;
import dev.stepwise.settings.Budget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model's surprise: a line whose tokens it finds unlikely is more often wrong. */
public final class SurpriseSignal implements Signal {
  private static final String HEADER = "// Correct, tested code\n";

  /** A method longer than this share of the model's context is left out. */
  private static final double LARGEST_SHARE = 0.8;

  private final LanguageModel model;

  /**
   * @param model one with {@link dev.stepwise.model.ModelInfo#scores()}
   */
  public SurpriseSignal(LanguageModel model) {
    this.model = model;
  }

  @Override
  public String name() {
    return "surprise";
  }

  @Override
  public double weight() {
    return 0.3;
  }

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    LineWeights.Builder found = new LineWeights.Builder();
    for (Scope scope : evidence.scopes()) {
      String text = evidence.texts().get(scope.file());
      if (text == null || scope.range().end() > text.length()) {
        continue;
      }
      String body = text.substring(scope.range().start(), scope.range().end());
      Prompt asked = Prompt.ofText(body);
      if (model.countTokens(asked) < model.info().contextTokens() * LARGEST_SHARE) {
        Score score = model.score(Prompt.ofText(HEADER), List.of(asked), budget).getFirst();
        means(body, score)
            .forEach((i, mean) -> found.add(scope.file(), scope.firstLine() + i, mean));
      }
    }
    return found.build().scaled();
  }

  /** Zero-based line to the mean negative log-probability of its tokens. */
  private static Map<Integer, Double> means(String body, Score score) {
    Map<Integer, double[]> sums = new HashMap<>();
    for (Score.Token token : score.tokens()) {
      int line = ProblemSignal.lineOf(body, token.start()) - 1;
      double[] sum = sums.computeIfAbsent(line, l -> new double[2]);
      sum[0] -= token.logProbability();
      sum[1]++;
    }
    Map<Integer, Double> means = new HashMap<>();
    sums.forEach((line, sum) -> means.put(line, sum[0] / sum[1]));
    return means;
  }
}
