package dev.stepwise.agent;

import dev.stepwise.agent.Fix.Check;
import java.util.List;

/**
 * A hypothesis that compiler and tests accept.
 *
 * @param verified whether all checks that the task asks for could be made
 */
public record Passed(Hypothesis hypothesis, List<Check> checks, boolean verified) {
  public Passed {
    checks = List.copyOf(checks);
  }
}
