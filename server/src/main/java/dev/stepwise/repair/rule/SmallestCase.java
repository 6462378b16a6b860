package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import dev.stepwise.repair.syntax.MethodView;

/// Treats one more or one less case as the simplest one, with the comparison that goes with it.
///
/// ```diff
///   int triangle(int n) {
/// -   if (n == 0) {
/// +   if (n <= 1) {
///       return n;
///     }
///     return n + triangle(n - 1);
///   }
/// ```
final class SmallestCase implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof BinaryExpr b)
        || !(b.getRight() instanceof IntegerLiteralExpr limit)
        || !limit.getValue().matches("[0-9]{1,6}")
        || !view.types().of(b.getLeft()).isNumeric()) {
      return;
    }
    int n = Integer.parseInt(limit.getValue());
    String left = view.text(b.getLeft());
    switch (b.getOperator()) {
      case EQUALS -> {
        out.replace(b, left + " <= " + (n + 1));
        out.replace(b, left + " < " + (n + 2));
      }
      case NOT_EQUALS -> out.replace(b, left + " > " + (n + 1));
      default -> {}
    }
  }
}
