package dev.stepwise.repair.rank;

import java.util.Map;

/**
 * How much more often a rule is right than its own prior says, in nats: what the fit described at
 * {@link Weights} left for single rules, with an L2 penalty of 0.3. Rules not named are at 0.
 */
final class RuleHabits {
  private static final Map<String, Double> BY_RULE =
      Map.ofEntries(
          Map.entry("add-condition-operand", -0.3),
          Map.entry("arithmetic-operator", -0.5),
          Map.entry("assignment-operator", -0.3),
          Map.entry("bitwise-operator", 1.6),
          Map.entry("change-sign", -0.5),
          Map.entry("defensive-copy", -0.4),
          Map.entry("delete-statement", -0.7),
          Map.entry("donor-statement-for-variable", -0.3),
          Map.entry("endless-loop", 1.4),
          Map.entry("integer-constant", -0.8),
          Map.entry("larger-or-smaller", 0.8),
          Map.entry("missing-assignment", 0.8),
          Map.entry("move-statement", -0.6),
          Map.entry("negate-condition", -0.5),
          Map.entry("null-guard", -0.7),
          Map.entry("off-by-one", 0.6),
          Map.entry("other-method", 1.8),
          Map.entry("part-of-sequence", 0.5),
          Map.entry("relational-operator", 0.3),
          Map.entry("replace-condition", 0.4),
          Map.entry("return-value", 0.3),
          Map.entry("same-treatment", -0.3),
          Map.entry("sibling-method", -1.0),
          Map.entry("smallest-case", 0.8),
          Map.entry("step-direction", -0.3),
          Map.entry("swap-arguments", 1.8),
          Map.entry("swap-operands", 0.9),
          Map.entry("wrap-in-call", -0.6),
          Map.entry("wrong-target", -0.4),
          Map.entry("wrong-variable", -0.4));

  private static final String RULE = "rule:";

  private RuleHabits() {}

  static double of(String origin) {
    return origin.startsWith(RULE) ? BY_RULE.getOrDefault(origin.substring(RULE.length()), 0.0) : 0;
  }
}
