package dev.stepwise.agent;

import dev.stepwise.verify.TestRun;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An edit that brought the target nearer without reaching it.
 *
 * @param progress how far in 0..1: the share of the failing tests that pass with it; 0 where one
 *     only fails in another way
 * @param failures what fails with it
 */
public record Promising(Hypothesis hypothesis, double progress, List<TestRun.Result> failures) {
  private static final Comparator<Promising> NEAREST_FIRST =
      Comparator.comparingDouble(Promising::progress)
          .thenComparingDouble(p -> p.hypothesis().score())
          .reversed();

  public Promising {
    failures = List.copyOf(failures);
  }

  /** The nearest of both lists, the nearest first. */
  static List<Promising> best(List<Promising> some, List<Promising> more, int most) {
    return Stream.concat(some.stream(), more.stream()).sorted(NEAREST_FIRST).limit(most).toList();
  }
}
