package dev.stepwise.repair;

import dev.stepwise.settings.Budget;
import java.util.List;

/** Makes candidates: a rule that edits the syntax tree, or the model. */
public interface Producer {

  /** Short name in lower case with hyphens, unique. */
  String name();

  /** Candidates for the places the context marks as suspicious; never null, may be empty. */
  List<Candidate> produce(FaultContext context, Budget budget);
}
