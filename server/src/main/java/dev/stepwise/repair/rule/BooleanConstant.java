package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Turns true into false and the other way round.
///
/// ```diff
///   boolean contains(int[] values, int wanted) {
///     for (int value : values) {
///       if (value == wanted) {
///         return true;
///       }
///     }
/// -   return true;
/// +   return false;
///   }
/// ```
final class BooleanConstant implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BooleanLiteralExpr literal
        && !Exits.isLastEndless(Nodes.parent(literal), view)) {
      out.replace(literal, String.valueOf(!literal.getValue()));
    }
  }
}
