package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.MethodView;

/// Wraps around for negative numbers too.
///
/// ```diff
///   int previous(int index, int size) {
/// -   return (index - 1) % size;
/// +   return Math.floorMod(index - 1, size);
///   }
/// ```
final class FloorModulo implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b
        && b.getOperator() == BinaryExpr.Operator.REMAINDER
        && view.types().of(b).isIntegral()) {
      Expression left =
          b.getLeft() instanceof EnclosedExpr enclosed ? enclosed.getInner() : b.getLeft();
      String right = Code.tight(view, b.getRight());
      out.replace(b, "Math.floorMod(" + view.text(left) + ", " + right + ")");
      out.replace(b, "(" + Code.term(view, left) + " + " + right + ") % " + right);
      out.replace(b, "Math.abs(" + view.text(left) + ") % " + right);
    }
  }
}
