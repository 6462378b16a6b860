package dev.stepwise.agent;

import dev.stepwise.agent.step.Locator;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.rank.Ranker;
import java.util.List;

/**
 * What a run looks for faults and makes candidates with.
 *
 * @param locator finds suspicious places
 * @param compileRules producers that know compile errors
 * @param rules producers that change what compiles
 * @param writers producers that ask the model
 * @param quick an order that costs nothing
 * @param careful an order worth waiting for where there is much to try
 */
public record Parts(
    Locator locator,
    List<Producer> compileRules,
    List<Producer> rules,
    List<Producer> writers,
    Ranker quick,
    Ranker careful) {
  public Parts {
    compileRules = List.copyOf(compileRules);
    rules = List.copyOf(rules);
    writers = List.copyOf(writers);
  }
}
