package dev.stepwise.agent;

import dev.stepwise.agent.step.Locator;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.rank.Ranker;
import java.util.List;

/**
 * What a run looks for faults and makes candidates with.
 *
 * @param locator finds suspicious places
 * @param rules cheap producers
 * @param writers producers that ask the model
 * @param ranker decides what is tried first
 */
public record Parts(Locator locator, List<Producer> rules, List<Producer> writers, Ranker ranker) {
  public Parts {
    rules = List.copyOf(rules);
    writers = List.copyOf(writers);
  }
}
