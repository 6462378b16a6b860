package dev.stepwise.repair.rank;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import java.util.List;

/**
 * Ranks with weights that were tuned on the repair template: log P(place) + log P(new lines and
 * their end | place), worked out best first. A place's score bounds all candidates there, the score
 * up to a candidate's first new token bounds its whole score, so only what can still come next is
 * scored to the end.
 */
public final class TunedRanker implements Ranker {
  private final LanguageModel model;
  private final Weights weights;

  /**
   * @param model one with {@link dev.stepwise.model.ModelInfo#repairTemplate()}
   */
  public TunedRanker(LanguageModel model) {
    this(model, Weights.TUNED);
  }

  TunedRanker(LanguageModel model, Weights weights) {
    this.model = model;
    this.weights = weights;
  }

  @Override
  public Ranking start(FaultContext context, List<Candidate> candidates) {
    RepairTemplate template = RepairTemplate.of(context);
    return new HunkRanking(
        model, weights, template, new TunedScheme(model, template, weights), context, candidates);
  }
}
