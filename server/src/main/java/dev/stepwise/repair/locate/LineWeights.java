package dev.stepwise.repair.locate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * A number for each of some lines.
 *
 * @param byFile absolute path to one-based line number to weight; lines not named are at 0
 */
public record LineWeights(Map<Path, Map<Integer, Double>> byFile) {
  public static final LineWeights NONE = new LineWeights(Map.of());

  public LineWeights {
    Map<Path, Map<Integer, Double>> copy = new HashMap<>();
    byFile.forEach((file, lines) -> copy.put(file, Map.copyOf(lines)));
    byFile = Map.copyOf(copy);
  }

  public double at(Path file, int line) {
    return of(file).getOrDefault(line, 0.0);
  }

  /** The lines of one file. */
  public Map<Integer, Double> of(Path file) {
    return byFile.getOrDefault(file, Map.of());
  }

  public boolean isEmpty() {
    return byFile.isEmpty();
  }

  /** Scaled so that the heaviest line is at 1. */
  public LineWeights scaled() {
    double most =
        byFile.values().stream()
            .flatMap(lines -> lines.values().stream())
            .mapToDouble(w -> w)
            .max()
            .orElse(0);
    if (most <= 0) {
      return NONE;
    }
    Builder scaled = new Builder();
    byFile.forEach((file, lines) -> lines.forEach((line, w) -> scaled.add(file, line, w / most)));
    return scaled.build();
  }

  /** Collects weights. */
  public static final class Builder {
    private final Map<Path, Map<Integer, Double>> byFile = new HashMap<>();

    /** Adds to what the line has. */
    public Builder add(Path file, int line, double weight) {
      return merge(file, line, weight, Double::sum);
    }

    /** Raises the line to at least this weight. */
    public Builder atLeast(Path file, int line, double weight) {
      return merge(file, line, weight, Math::max);
    }

    private Builder merge(Path file, int line, double weight, DoubleBinaryOperator how) {
      if (weight > 0) {
        byFile.computeIfAbsent(file, f -> new HashMap<>()).merge(line, weight, how::applyAsDouble);
      }
      return this;
    }

    public LineWeights build() {
      return new LineWeights(byFile);
    }
  }
}
