package dev.stepwise.agent.step;

import dev.stepwise.agent.State;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.util.List;

/** Finds the places that may hold the fault. */
@FunctionalInterface
public interface Locator {

  /** Suspicious methods of main code, most suspicious first; empty where there is no lead. */
  List<FaultContext> locate(State state, Budget budget);
}
