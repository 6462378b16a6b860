package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import dev.stepwise.repair.syntax.MethodView;

/// Leaves out one side of an "and" or "or".
///
/// ```diff
///   boolean mayVote(int age, boolean citizen, boolean member) {
/// -   return age >= 18 && citizen && member;
/// +   return age >= 18 && citizen;
///   }
/// ```
final class DropConditionOperand implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b
        && (b.getOperator() == BinaryExpr.Operator.AND
            || b.getOperator() == BinaryExpr.Operator.OR)) {
      out.replace(b, view.text(b.getLeft()));
      out.replace(b, view.text(b.getRight()));
    }
  }
}
