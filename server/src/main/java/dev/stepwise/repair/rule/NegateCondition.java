package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Turns a condition into its opposite.
///
/// ```diff
///   boolean isBlankLine(String line) {
/// -   return line == null || !line.isBlank();
/// +   return line == null || line.isBlank();
///   }
/// ```
final class NegateCondition implements Rule {
  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof Expression e && isCondition(e, view)) {
      out.replace(e, Code.negated(view, e));
    }
  }

  private static boolean isCondition(Expression e, MethodView view) {
    boolean operand =
        Nodes.parent(e) instanceof BinaryExpr b
            && (b.getOperator() == BinaryExpr.Operator.AND
                || b.getOperator() == BinaryExpr.Operator.OR);
    boolean comparison =
        e instanceof BinaryExpr b
            && b.getOperator() != BinaryExpr.Operator.AND
            && b.getOperator() != BinaryExpr.Operator.OR;
    return !comparison && (operand || Code.isDecision(e, view));
  }
}
