package dev.stepwise.agent.step;

import dev.stepwise.agent.AgentOptions.Hint;
import dev.stepwise.agent.State;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.util.List;
import java.util.Map;

/** Believes somebody who knows the faulty line: no other place is looked at. */
public final class HintLocator implements Locator {
  private final Locator locator;
  private final Hint hint;

  public HintLocator(Locator locator, Hint hint) {
    this.locator = locator;
    this.hint = hint;
  }

  @Override
  public List<FaultContext> locate(State state, Budget budget) {
    return locator.locate(state, budget).stream()
        .filter(scope -> scope.file().equals(hint.file()) && covers(scope))
        .limit(1)
        .map(
            scope ->
                new FaultContext(
                    scope.file(),
                    scope.text(),
                    scope.scope(),
                    Map.of(hint.line(), 1.0),
                    scope.problems(),
                    scope.evidence(),
                    scope.told()))
        .toList();
  }

  private boolean covers(FaultContext scope) {
    return lineAt(scope.text(), scope.scope().start()) <= hint.line()
        && hint.line() <= lineAt(scope.text(), scope.scope().end());
  }

  private static long lineAt(String text, int offset) {
    return text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
  }
}
