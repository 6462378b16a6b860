package dev.stepwise.repair.locate;

import dev.stepwise.settings.Budget;

/** What the index found for the words of an issue. */
public final class HitSignal implements Signal {

  @Override
  public String name() {
    return "search";
  }

  @Override
  public double weight() {
    return 0.5;
  }

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    LineWeights.Builder found = new LineWeights.Builder();
    evidence.hits().forEach(hit -> found.atLeast(hit.file(), hit.line(), hit.weight()));
    return found.build().scaled();
  }
}
