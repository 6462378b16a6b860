package dev.stepwise.repair.locate;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Told;
import dev.stepwise.repair.rank.Location;
import dev.stepwise.repair.rank.LocationScores;
import dev.stepwise.repair.rank.RepairTemplate;
import dev.stepwise.settings.Budget;

/**
 * Where the tuned model says the fault is. Not for a context that the tuned ranker gets: it asks
 * the model itself.
 */
public final class PlaceSignal implements Signal {
  private final LanguageModel model;

  /**
   * @param model one with {@link dev.stepwise.model.ModelInfo#repairTemplate()}
   */
  public PlaceSignal(LanguageModel model) {
    this.model = model;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    LineWeights.Builder found = new LineWeights.Builder();
    for (Scope scope : evidence.scopes()) {
      String text = evidence.texts().get(scope.file());
      if (text == null || scope.range().end() > text.length()) {
        continue;
      }
      RepairTemplate template = RepairTemplate.of(scope.file(), text, scope.range(), Told.NOTHING);
      LocationScores.of(model, template, LocationScores.all(template), budget)
          .forEach((at, score) -> add(scope, template, at, Math.exp(score), found));
    }
    return found.build().scaled();
  }

  private static void add(
      Scope scope, RepairTemplate template, Location at, double p, LineWeights.Builder found) {
    if (at.count() == 0) {
      found.add(scope.file(), template.fileLine(at.first()), p / 2);
      found.add(scope.file(), template.fileLine(at.first() - 1), p / 2);
    }
    for (int i = 0; i < at.count(); i++) {
      found.add(scope.file(), template.fileLine(at.first() + i), p / at.count());
    }
  }
}
