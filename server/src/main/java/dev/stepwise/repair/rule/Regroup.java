package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import dev.stepwise.repair.syntax.MethodView;

/// Puts the parentheses elsewhere.
///
/// ```diff
///   int middle(int low, int high) {
/// -   return low + high / 2;
/// +   return (low + high) / 2;
///   }
/// ```
final class Regroup implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof BinaryExpr outer)) {
      return;
    }
    String operator = " " + outer.getOperator().asString() + " ";
    if (outer.getRight() instanceof BinaryExpr right) {
      String first = view.text(outer.getLeft()) + operator + view.text(right.getLeft());
      String rest = " " + right.getOperator().asString() + " " + view.text(right.getRight());
      out.replace(outer, "(" + first + ")" + rest);
    }
    if (outer.getLeft() instanceof BinaryExpr left) {
      String last = view.text(left.getRight()) + operator + view.text(outer.getRight());
      out.replace(
          outer,
          view.text(left.getLeft()) + " " + left.getOperator().asString() + " (" + last + ")");
    }
    if (outer.getLeft() instanceof EnclosedExpr enclosed) {
      out.replace(outer, view.text(enclosed.getInner()) + operator + view.text(outer.getRight()));
    }
    if (outer.getRight() instanceof EnclosedExpr enclosed) {
      out.replace(outer, view.text(outer.getLeft()) + operator + view.text(enclosed.getInner()));
    }
  }
}
