package dev.stepwise.agent.step;

import dev.stepwise.agent.DepthPolicy;
import dev.stepwise.agent.Phase;
import dev.stepwise.agent.State;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where does the fault lie? Real runs of the tests say which lines the failing ones execute and the
 * passing ones do not. Visited again, it opens the next places.
 */
public final class StudyCode implements Step {
  private static final int LINES_TOLD = 4;

  private final Locator locator;

  public StudyCode(Locator locator) {
    this.locator = locator;
  }

  @Override
  public Phase phase() {
    return Phase.STUDY_CODE;
  }

  @Override
  public String why(State state) {
    return state.scopes().isEmpty()
        ? "find the lines that may be at fault"
        : "open the next suspicious methods";
  }

  @Override
  public State run(State state, Budget budget) {
    if (!state.scopes().isEmpty()) {
      int open = DepthPolicy.openFurther(state);
      State wider = state.withScopes(state.scopes(), open).with(state.search().opened());
      return wider.digest(Phase.STUDY_CODE, "opened " + open + " of " + places(wider));
    }
    List<FaultContext> scopes = locator.locate(state, budget);
    if (scopes.isEmpty()) {
      return state.digest(
          Phase.STUDY_CODE, "no line of the workspace's main code is known to be involved");
    }
    double[] suspicion = scopes.stream().mapToDouble(StudyCode::suspicion).toArray();
    State found = state.withScopes(scopes, DepthPolicy.openAtFirst(suspicion));
    return found.digest(
        Phase.STUDY_CODE, "most suspicious of " + places(found) + ": " + told(scopes.getFirst()));
  }

  /** How suspicious the most suspicious line of a scope is. */
  static double suspicion(FaultContext scope) {
    return scope.suspicion().values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static String places(State state) {
    int count = state.scopes().size();
    return count == 1 ? "1 method" : count + " methods";
  }

  private static String told(FaultContext scope) {
    String lines =
        scope.suspicion().entrySet().stream()
            .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(LINES_TOLD)
            .map(e -> String.valueOf(e.getKey()))
            .collect(Collectors.joining(", "));
    String head =
        scope
            .text()
            .substring(scope.scope().start(), scope.scope().end())
            .lines()
            .map(String::strip)
            .filter(
                l -> !l.isEmpty() && !l.startsWith("@") && !l.startsWith("*") && !l.startsWith("/"))
            .findFirst()
            .orElse("");
    return Orient.name(scope.file()) + " line " + lines + ", in " + head;
  }
}
