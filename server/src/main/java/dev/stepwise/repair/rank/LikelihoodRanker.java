package dev.stepwise.repair.rank;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import java.util.List;

/**
 * Ranks with any model that can score: the log-likelihood of the changed lines and a few behind
 * them, relative to the original's.
 */
public final class LikelihoodRanker implements Ranker {
  private final LanguageModel model;

  /**
   * @param model one with {@link dev.stepwise.model.ModelInfo#scores()}
   */
  public LikelihoodRanker(LanguageModel model) {
    this.model = model;
  }

  @Override
  public Ranking start(FaultContext context, List<Candidate> candidates) {
    RepairTemplate template = RepairTemplate.of(context);
    return new HunkRanking(
        model, Weights.UNTUNED, template, new LikelihoodScheme(template), context, candidates);
  }
}
