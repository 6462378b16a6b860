package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.MethodView;

/// Leaves out one side of an arithmetic or bitwise operator.
///
/// ```diff
///   int distance(int a, int b) {
/// -   return 1 + Math.abs(a - b);
/// +   return Math.abs(a - b);
///   }
/// ```
final class DropOperand implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b && isCalculation(b)) {
      boolean text = view.types().of(b).isString();
      keep(b, b.getLeft(), text, view, out);
      keep(b, b.getRight(), text, view, out);
    }
  }

  private static void keep(
      BinaryExpr all, Expression part, boolean text, MethodView view, Edits out) {
    if (!text || view.types().of(part).isString()) {
      out.replace(all, view.text(part));
    }
  }

  private static boolean isCalculation(BinaryExpr b) {
    return switch (b.getOperator()) {
      case AND, OR, EQUALS, NOT_EQUALS, LESS, GREATER, LESS_EQUALS, GREATER_EQUALS -> false;
      default -> true;
    };
  }
}
