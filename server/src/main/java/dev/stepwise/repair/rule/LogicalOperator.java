package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import dev.stepwise.repair.syntax.MethodView;

/// Turns "and" into "or" and the other way round.
///
/// ```diff
///   boolean inside(int x, int low, int high) {
/// -   return low <= x || x <= high;
/// +   return low <= x && x <= high;
///   }
/// ```
final class LogicalOperator implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b) {
      switch (b.getOperator()) {
        case AND -> Operators.replace(b, "||", view, out);
        case OR -> Operators.replace(b, "&&", view, out);
        default -> {}
      }
    }
  }
}
