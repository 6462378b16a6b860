package dev.stepwise.bench.editors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Times of equal requests, sorted.
 *
 * @param millis at least one
 */
record Latencies(List<Double> millis) {
  Latencies {
    millis = millis.stream().sorted().toList();
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /** The time that this share of the requests does not exceed, by the nearest rank. */
  double percentile(double share) {
    int rank = (int) Math.ceil(share * millis.size());
    return millis.get(Math.clamp(rank - 1, 0, millis.size() - 1));
  }

  /** Puts the figures under names such as {@code actionP99IndexingMs}. */
  void into(ObjectNode figures, String name, String when) {
    figures.put(name + "P50" + when + "Ms", rounded(percentile(0.5)));
    figures.put(name + "P99" + when + "Ms", rounded(percentile(0.99)));
    figures.put(name + "Slowest" + when + "Ms", rounded(millis.getLast()));
    figures.put(name + "s" + when, millis.size());
  }

  static double rounded(double millis) {
    return Math.round(millis * 100) / 100.0;
  }
}
