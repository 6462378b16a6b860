package dev.stepwise.repair.rank;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scores candidates by what is known without a model. */
final class Beforehand {
  private final Weights weights;
  private final EditSuspicion suspicion;
  private final Map<String, Integer> siblings = new HashMap<>();

  Beforehand(Weights weights, FaultContext context, List<Candidate> candidates) {
    this.weights = weights;
    this.suspicion = new EditSuspicion(context);
    candidates.forEach(c -> siblings.merge(c.origin(), 1, Integer::sum));
  }

  double of(Candidate candidate) {
    return weights.before(
        candidate.prior(),
        RuleHabits.of(candidate.origin()),
        siblings.getOrDefault(candidate.origin(), 1),
        inserts(candidate),
        suspicion.of(candidate));
  }

  /** Whether a candidate only inserts whole lines. */
  static boolean inserts(Candidate candidate) {
    return candidate.edits().stream().allMatch(Beforehand::insertsLines);
  }

  private static boolean insertsLines(TextEdit edit) {
    return edit.range().length() == 0 && edit.newText().contains("\n");
  }
}
