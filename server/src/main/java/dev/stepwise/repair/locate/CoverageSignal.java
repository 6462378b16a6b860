package dev.stepwise.repair.locate;

import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Coverage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Ochiai's spectrum: lines that the failing tests run and the passing ones do not. failed(line) /
 * sqrt(failed * (failed(line) + passed(line))).
 */
public final class CoverageSignal implements Signal {

  @Override
  public String name() {
    return "coverage";
  }

  @Override
  public double weight() {
    return 1;
  }

  private record Place(Path file, int line) {}

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    Map<Place, int[]> counts = new HashMap<>();
    int failed = 0;
    for (Coverage.Entry entry : evidence.coverage().entries()) {
      int column = Evidence.failed(entry.result()) ? 0 : 1;
      failed += 1 - column;
      entry
          .lines()
          .forEach(
              (file, lines) ->
                  lines.forEach(
                      line ->
                          counts
                              .computeIfAbsent(new Place(file, line), p -> new int[2])[column]++));
    }
    LineWeights.Builder found = new LineWeights.Builder();
    for (Map.Entry<Place, int[]> e : counts.entrySet()) {
      int ran = e.getValue()[0];
      if (ran > 0) {
        double ochiai = ran / Math.sqrt((double) failed * (ran + e.getValue()[1]));
        found.add(e.getKey().file(), e.getKey().line(), ochiai);
      }
    }
    return found.build();
  }
}
