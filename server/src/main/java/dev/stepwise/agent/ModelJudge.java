package dev.stepwise.agent;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Score;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.util.List;
import java.util.Optional;

/** Yes or no from a model, as log-odds. Each question is a prompt of its own. */
final class ModelJudge {
  /** Characters of code shown: with the digests about 1,000 tokens. */
  private static final int MAX_CODE = 2_400;

  private final LanguageModel model;

  private ModelJudge(LanguageModel model) {
    this.model = model;
  }

  /** Weights tuned on the repair template know nothing else, so they are not asked. */
  static Optional<ModelJudge> of(Optional<LanguageModel> model) {
    return model.filter(m -> m.info().scores() && !m.info().repairTemplate()).map(ModelJudge::new);
  }

  /** Above 0 where the model rather believes that the fault lies in this scope. */
  double holdsFault(State state, FaultContext scope, Budget budget) {
    return logOdds(question(state, scope), budget);
  }

  private static Prompt question(State state, FaultContext scope) {
    StringBuilder text = new StringBuilder();
    for (Digest digest : state.digests()) {
      text.append("// ").append(digest.text().replace('\n', ' ')).append('\n');
    }
    String code = scope.text().substring(scope.scope().start(), scope.scope().end());
    text.append(code, 0, Math.min(code.length(), MAX_CODE));
    text.append("\n\nQuestion: Is there a bug in this code? Answer yes or no.\nAnswer:");
    return Prompt.ofText(text.toString());
  }

  private double logOdds(Prompt question, Budget budget) {
    List<Score> scores =
        model.score(question, List.of(Prompt.ofText(" yes"), Prompt.ofText(" no")), budget);
    return scores.get(0).logProbability() - scores.get(1).logProbability();
  }
}
