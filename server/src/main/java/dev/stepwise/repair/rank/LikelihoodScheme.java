package dev.stepwise.repair.rank;

import dev.stepwise.model.Prompt;
import dev.stepwise.settings.Budget;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks any model how much likelier the code reads with new lines than with the old ones: the new
 * lines and a few behind them, after all lines before.
 */
record LikelihoodScheme(RepairTemplate template) implements Scheme {

  /** Nudges the model towards right code. */
  private static final String HEADER = "// Correct, tested code\n";

  /** Lines behind the change that are scored with it: a wrong change makes them less likely. */
  private static final int TAIL = 1;

  /** Each place must be looked at: without this training the model does not know where to look. */
  private static final double LOOK = 1000;

  @Override
  public Map<Location, Double> places(Collection<Location> places, Budget budget) {
    Map<Location, Double> bounds = new LinkedHashMap<>();
    places.forEach(at -> bounds.put(at, LOOK));
    return bounds;
  }

  @Override
  public double placeScore(double bound) {
    return 0;
  }

  @Override
  public Prompt prefix(Location at) {
    StringBuilder before = new StringBuilder(HEADER);
    template.lines().subList(0, at.first()).forEach(line -> before.append(line).append('\n'));
    return Prompt.ofText(before.toString());
  }

  @Override
  public String text(Location at, List<String> lines) {
    int behind = at.first() + at.count();
    int tail = Math.min(template.lines().size(), behind + TAIL);
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    template.lines().subList(behind, tail).forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  @Override
  public Prompt end() {
    return Prompt.empty();
  }

  @Override
  public boolean relative() {
    return true;
  }
}
