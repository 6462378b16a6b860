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
 * the place: each place gets as many of the samples as the model gives it probability.
 */
public final class FreeRepair implements Producer {
  private final LanguageModel model;
  private final Sampling sampling;

  /**
   * @param model one with {@link dev.stepwise.model.ModelInfo#repairTemplate()}
   * @param sampling its samples are for the whole method
   */
  public FreeRepair(LanguageModel model, Sampling sampling) {
    this.model = model;
    this.sampling = sampling;
  }

  @Override
  public String name() {
    return "free-repair";
  }

  /** The most likely first, counting both the place and the lines. */
  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    Filler filler = new Filler(model, context);
    Map<Location, Double> scores =
        LocationScores.of(model, filler.template(), LocationScores.all(filler.template()), budget);
    List<Filler.Written> all = new ArrayList<>();
    double mass = scores.values().stream().mapToDouble(Math::exp).sum();
    int left = sampling.samples();
    // Best place first; what rounding leaves over goes to the next ones.
    try {
      for (Map.Entry<Location, Double> place : scores.entrySet()) {
        if (left <= 0 || budget.exhausted()) {
          break;
        }
        double share = sampling.samples() * Math.exp(place.getValue()) / mass;
        int samples = Math.min(left, Math.max(1, (int) Math.round(share)));
        left -= samples;
        filler
            .at(place.getKey(), sampling.withSamples(samples), budget)
            .forEach(
                w ->
                    all.add(
                        new Filler.Written(w.candidate(), place.getValue() + w.logProbability())));
      }
    } catch (CancellationException e) {
      // The time is spent, unless the user cancelled: what is written by now counts.
      budget.checkCancelled();
    }
    return all.stream()
        .sorted(Comparator.comparingDouble(Filler.Written::logProbability).reversed())
        .map(Filler.Written::candidate)
        .toList();
  }
}
