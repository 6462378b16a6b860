package dev.stepwise.agent;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.Budget;
import java.util.List;
import java.util.Optional;

/** Puts fixes that all pass in order: the one meant first. Guards against overfitted ones. */
@FunctionalInterface
public interface Chooser {
  /** How many are shown. */
  int SHOWN = 3;

  /** At most {@link #SHOWN} of the state's passed hypotheses, best first. */
  List<Passed> choose(State state, Optional<LanguageModel> model, Budget budget);
}
