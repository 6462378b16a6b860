package dev.stepwise.agent.step;

import dev.stepwise.settings.Budget;
import java.util.List;

/** The workspace's own documentation. */
@FunctionalInterface
public interface Documentation {

  /** Sentences that may bear on a topic, in no particular order; at most a few hundred. */
  List<String> sentences(String topic, Budget budget);
}
