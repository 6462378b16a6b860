package dev.stepwise.repair.model;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.rank.Location;
import dev.stepwise.repair.rank.LocationScores;
import dev.stepwise.repair.rank.RepairTemplate;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The tuned model writes new lines at the places that it and the evidence suspect together.
 *
 * <pre>{@code
 * return a[a.length];   ->   return a[a.length - 1];
 * }</pre>
 */
public final class LineFill implements Producer {

  /** Beyond the first few places, rules do as well and cost less. */
  private static final int PLACES = 4;

  private static final double LEAST_SUSPICION = 0.02;

  private final LanguageModel model;
  private final Sampling sampling;

  /**
   * @param model one with {@link dev.stepwise.model.ModelInfo#repairTemplate()}
   * @param sampling its samples are for each place
   */
  public LineFill(LanguageModel model, Sampling sampling) {
    this.model = model;
    this.sampling = sampling;
  }

  @Override
  public String name() {
    return "line-fill";
  }

  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    Filler filler = new Filler(model, context);
    List<Candidate> all = new ArrayList<>();
    try {
      for (Location at : places(context, filler.template(), budget)) {
        if (budget.exhausted()) {
          break;
        }
        filler.at(at, sampling, budget).forEach(written -> all.add(written.candidate()));
      }
    } catch (CancellationException e) {
      // The time is spent, unless the user cancelled: what is written by now counts.
      budget.checkCancelled();
    }
    return all;
  }

  /**
   * Fixes for one place that is known, the most likely first.
   *
   * @param at lines of the context's scope as {@link RepairTemplate} numbers them
   */
  public List<Candidate> at(Location at, FaultContext context, Budget budget) {
    return new Filler(model, context)
        .at(at, sampling, budget).stream().map(Filler.Written::candidate).toList();
  }

  private List<Location> places(FaultContext context, RepairTemplate template, Budget budget) {
    Map<Location, Double> scores =
        LocationScores.of(model, template, LocationScores.all(template), budget);
    return scores.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                (Map.Entry<Location, Double> e) ->
                    -e.getValue() - Math.log(suspicion(context, template, e.getKey()))))
        .map(Map.Entry::getKey)
        .limit(PLACES)
        .toList();
  }

  private static double suspicion(FaultContext context, RepairTemplate template, Location at) {
    if (context.suspicion().isEmpty()) {
      return 1;
    }
    int from = at.count() == 0 ? at.first() - 1 : at.first();
    int to = at.count() == 0 ? at.first() : at.first() + at.count() - 1;
    double most = LEAST_SUSPICION;
    for (int i = from; i <= to; i++) {
      most = Math.max(most, context.suspicion().getOrDefault(template.fileLine(i), 0.0));
    }
    return most;
  }
}
