package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Exchanges `and` and `or`.
///
/// ```diff
///   def is_open(hour, holiday):
/// -     return hour > 8 or not holiday
/// +     return hour > 8 and not holiday
/// ```
final class LogicalOperator implements PythonRule {

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("boolean_operator")) {
      return;
    }
    String other = Code.operatorText(node).equals("and") ? "or" : "and";
    int level = Level.ofOperator(other);
    out.replace(
        node,
        Code.operand(view, node.child("left").orElse(node), level)
            + " "
            + other
            + " "
            + Code.operand(view, node.child("right").orElse(node), level),
        level);
  }
}
