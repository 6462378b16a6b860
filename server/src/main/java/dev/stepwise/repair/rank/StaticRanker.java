package dev.stepwise.repair.rank;

import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Orders by prior and suspicion alone, for when no model can score. */
public final class StaticRanker implements Ranker {

  @Override
  public Ranking start(FaultContext context, List<Candidate> candidates) {
    Beforehand known = new Beforehand(Weights.STATIC, context, candidates);
    Deque<Ranked> sorted =
        new ArrayDeque<>(
            candidates.stream()
                .map(c -> new Ranked(c, known.of(c)))
                .sorted(Comparator.comparingDouble(Ranked::score).reversed())
                .toList());
    return (count, budget) -> {
      budget.checkCancelled();
      List<Ranked> out = new ArrayList<>();
      while (out.size() < count && !sorted.isEmpty()) {
        out.add(sorted.poll());
      }
      return out;
    };
  }
}
