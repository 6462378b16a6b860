package dev.stepwise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Rates of two ways to do the same, measured in turns. */
final class Pairs {
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> plain = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  /** Measures both; which comes first changes from turn to turn. */
  void add(int turn, DoubleSupplier measureOurs, DoubleSupplier measurePlain) {
    boolean plainFirst = turn % 2 == 1;
    double other = plainFirst ? measurePlain.getAsDouble() : 0;
    double mine = measureOurs.getAsDouble();
    if (!plainFirst) {
      other = measurePlain.getAsDouble();
    }
    ours.add(mine);
    plain.add(other);
    ratios.add(mine / other);
  }

  double ours() {
    return median(ours);
  }

  double plain() {
    return median(plain);
  }

  /** Median of the ratios turn by turn. */
  double ratio() {
    return median(ratios);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
