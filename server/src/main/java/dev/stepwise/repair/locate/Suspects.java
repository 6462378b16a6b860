package dev.stepwise.repair.locate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where the fault probably is.
 *
 * @param scopes methods to try, the most suspicious first
 * @param lines suspicion in 0..1 of each suspected line
 * @param reasons signal name to what it contributed, for the trace
 */
public record Suspects(List<Scope> scopes, LineWeights lines, Map<String, LineWeights> reasons) {
  public Suspects {
    scopes = List.copyOf(scopes);
    reasons = Map.copyOf(reasons);
  }

  /** One suspected line with the names of the signals that speak of it. */
  public record Line(Path file, int line, double suspicion, List<String> because) {}

  /** The most suspicious lines, highest first. */
  public List<Line> top(int count) {
    List<Line> all = new ArrayList<>();
    lines
        .byFile()
        .forEach(
            (file, weights) ->
                weights.forEach(
                    (line, weight) -> all.add(new Line(file, line, weight, because(file, line)))));
    all.sort(
        Comparator.comparingDouble(Line::suspicion)
            .reversed()
            .thenComparing(Line::file)
            .thenComparingInt(Line::line));
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }

  private List<String> because(Path file, int line) {
    return reasons.entrySet().stream()
        .filter(reason -> reason.getValue().at(file, line) > 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
