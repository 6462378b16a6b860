package dev.stepwise.repair.rank;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Score;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tuned model's answer to the question where the fault is. */
public final class LocationScores {
  private static final int LONGEST_RANGE = 3;

  private LocationScores() {}

  /**
   * Log-probability of each location, best first.
   *
   * @param model one with {@link dev.stepwise.model.ModelInfo#repairTemplate()}
   * @throws java.util.concurrent.CancellationException if the budget was cancelled or ran out
   */
  public static Map<Location, Double> of(
      LanguageModel model, RepairTemplate template, Collection<Location> locations, Budget budget) {
    List<Location> asked = List.copyOf(locations);
    List<Prompt> answers = asked.stream().map(template::location).toList();
    List<Score> scores = model.score(template.method(), answers, budget);
    List<Map.Entry<Location, Double>> found = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      found.add(Map.entry(asked.get(i), scores.get(i).logProbability()));
    }
    found.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    Map<Location, Double> sorted = new LinkedHashMap<>();
    found.forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }

  /** Every location of a few lines that the model may name. */
  public static List<Location> all(RepairTemplate template) {
    List<Location> all = new ArrayList<>();
    for (int first = 0; first < template.lines().size(); first++) {
      for (int count = 0; count <= LONGEST_RANGE; count++) {
        Location at = new Location(first, count);
        if (template.has(at)) {
          all.add(at);
        }
      }
    }
    return all;
  }
}
