package dev.stepwise.agent;

import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranker;
import dev.stepwise.repair.rank.Ranking;
import java.util.ArrayList;
import java.util.List;

/** No ranking at all: what was made first is tried first. */
final class GivenOrder implements Ranker {

  @Override
  public Ranking start(FaultContext context, List<Candidate> candidates) {
    List<Ranked> left = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      left.add(new Ranked(candidates.get(i), -i));
    }
    return (count, budget) -> {
      List<Ranked> head = left.subList(0, Math.min(count, left.size()));
      List<Ranked> next = List.copyOf(head);
      head.clear();
      return next;
    };
  }
}
