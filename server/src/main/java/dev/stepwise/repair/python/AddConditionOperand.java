package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.Set;

/// Adds a condition to another one.
///
/// ```diff
///   def ways(coins, amount):
///       if amount == 0:
///           return 1
/// -     if amount < 0:
/// +     if amount < 0 or not coins:
///           return 0
///       return ways(coins, amount - coins[0]) + ways(coins[1:], amount)
/// ```
final class AddConditionOperand implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isCondition(node) || node.is("true", "false")) {
      return;
    }
    Set<String> added = new LinkedHashSet<>(Code.guards(view, node.start()));
    added.addAll(Code.asked(view, node.start()));
    String had = view.text(node);
    for (String condition : added) {
      if (!had.contains(condition)) {
        out.replace(node, Code.operand(view, node, Level.OR) + " or " + condition, Level.OR);
        out.replace(
            node, Code.operand(view, node, Level.AND) + " and " + tight(condition), Level.AND);
      }
    }
  }

  private static String tight(String condition) {
    return condition.contains(" or ") ? "(" + condition + ")" : condition;
  }
}
