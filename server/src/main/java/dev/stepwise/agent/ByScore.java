package dev.stepwise.agent;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.Budget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Verified before proposed, then by score. */
public final class ByScore implements Chooser {
  @Override
  public List<Passed> choose(State state, Optional<LanguageModel> model, Budget budget) {
    return state.search().passed().stream()
        .sorted(
            Comparator.comparingInt((Passed p) -> p.verified() ? 0 : 1)
                .thenComparingDouble(p -> -p.hypothesis().score()))
        .limit(SHOWN)
        .toList();
  }
}
