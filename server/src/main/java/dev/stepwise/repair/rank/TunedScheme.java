package dev.stepwise.repair.rank;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.settings.Budget;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks weights that were tuned on the repair template: the place first, then the new lines. */
record TunedScheme(LanguageModel model, RepairTemplate template, Weights weights)
    implements Scheme {

  @Override
  public Map<Location, Double> places(Collection<Location> places, Budget budget) {
    Map<Location, Double> bounds = new LinkedHashMap<>();
    LocationScores.of(model, template, places, budget)
        .forEach((at, score) -> bounds.put(at, weights.location() * score));
    return bounds;
  }

  @Override
  public double placeScore(double bound) {
    return bound;
  }

  @Override
  public Prompt prefix(Location at) {
    return template.method().then(template.location(at)).then(template.echo(at));
  }

  @Override
  public String text(Location at, List<String> lines) {
    return RepairTemplate.spaced(lines);
  }

  @Override
  public Prompt end() {
    return Prompt.empty().special(RepairTemplate.END);
  }

  @Override
  public boolean relative() {
    return false;
  }
}
