package dev.stepwise.repair.rank;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.util.List;
import java.util.Optional;

/** Orders candidates by how plausible they are. Safe for use by several threads. */
public interface Ranker {

  /** Starts an order over candidates of one scope; cheap, the work is done in {@link Ranking}. */
  Ranking start(FaultContext context, List<Candidate> candidates);

  /** The whole order at once, best first. */
  default List<Ranked> rank(FaultContext context, List<Candidate> candidates, Budget budget) {
    return start(context, candidates).next(candidates.size(), budget);
  }

  /** The best ranker for what the model can do; a model that cannot score counts as none. */
  static Ranker of(Optional<LanguageModel> model) {
    return model
        .filter(m -> m.info().scores())
        .<Ranker>map(m -> m.info().repairTemplate() ? new TunedRanker(m) : new LikelihoodRanker(m))
        .orElseGet(StaticRanker::new);
  }
}
