package dev.stepwise.repair.model;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.rank.Location;
import dev.stepwise.repair.rank.LocationScores;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The tuned model says by itself where the fault is and what should stand there, with no hint of
 * the place: of all places and lines those that are likeliest together.
 */
public final class FreeRepair implements Producer {

  /** Each place costs a search of its own, about half a second. */
  private static final int PLACES = 8;

  private final LanguageModel model;
  private final Sampling sampling;

  /**
   * @param model one with {@link dev.stepwise.model.ModelInfo#repairTemplate()}
   * @param sampling so many fixes of the whole method
   */
  public FreeRepair(LanguageModel model, Sampling sampling) {
    this.model = model;
    this.sampling = sampling;
  }

  @Override
  public String name() {
    return "free-repair";
  }

  /** The likeliest first. */
  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    Filler filler = new Filler(model, context);
    Map<Location, Double> scores =
        LocationScores.of(model, filler.template(), LocationScores.all(filler.template()), budget);
    List<Filler.Written> all = new ArrayList<>();
    try {
      for (Map.Entry<Location, Double> place : scores.entrySet().stream().limit(PLACES).toList()) {
        // No fix there can be likelier than its place.
        if (budget.exhausted() || place.getValue() <= last(all)) {
          break;
        }
        for (Filler.Written w : filler.at(place.getKey(), sampling, budget)) {
          all.add(new Filler.Written(w.candidate(), place.getValue() + w.logProbability()));
        }
        all.sort(Comparator.comparingDouble(Filler.Written::logProbability).reversed());
      }
    } catch (CancellationException e) {
      // The time is spent, unless the user cancelled: what is written by now counts.
      budget.checkCancelled();
    }
    return all.stream().limit(sampling.samples()).map(Filler.Written::candidate).toList();
  }

  /** What a fix must beat to be among the best. */
  private double last(List<Filler.Written> all) {
    return all.size() < sampling.samples()
        ? Double.NEGATIVE_INFINITY
        : all.get(sampling.samples() - 1).logProbability();
  }
}
