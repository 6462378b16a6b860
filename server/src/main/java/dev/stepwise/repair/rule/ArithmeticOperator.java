package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;

/// Replaces an arithmetic operator by another one.
///
/// ```diff
///   int middle(int low, int high) {
/// -   return low + (high + low) / 2;
/// +   return low + (high - low) / 2;
///   }
/// ```
final class ArithmeticOperator implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  private static final List<String> OPERATORS = List.of("+", "-", "*", "/", "%");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b
        && OPERATORS.contains(b.getOperator().asString())
        && !view.types().of(b).isString()) {
      OPERATORS.forEach(other -> Operators.replace(b, other, view, out));
    }
  }
}
