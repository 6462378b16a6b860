package dev.stepwise.agent.step;

import dev.stepwise.repair.locate.Evidence;
import dev.stepwise.settings.Budget;
import java.util.List;

/** Finds lines of main code by words. */
@FunctionalInterface
public interface CodeSearch {

  /** The best few dozen lines, best first. */
  List<Evidence.Hit> hits(String topic, Budget budget);
}
