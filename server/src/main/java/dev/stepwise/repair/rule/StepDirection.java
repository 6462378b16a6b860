package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Counts down instead of up, or steps before instead of after the use.
///
/// ```diff
///   int lastIndex(int[] values, int wanted) {
///     int i = values.length - 1;
///     while (i >= 0 && values[i] != wanted) {
/// -     i++;
/// +     i--;
///     }
///     return i;
///   }
/// ```
final class StepDirection implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof UnaryExpr u) || !Code.isStep(u)) {
      return;
    }
    String operand = view.text(u.getExpression());
    boolean up = u.getOperator().asString().equals("++");
    String other = up ? "--" : "++";
    out.replace(u, u.getOperator().isPostfix() ? operand + other : other + operand);
    boolean used =
        !(Nodes.parent(u) instanceof ExpressionStmt) && !(Nodes.parent(u) instanceof ForStmt);
    if (used) {
      String same = u.getOperator().asString();
      out.replace(u, u.getOperator().isPostfix() ? same + operand : operand + same);
      out.replace(u, operand);
      out.replace(u, operand + (up ? " + 1" : " - 1"));
    }
    if (!used) {
      out.replace(u, operand + (up ? " += 2" : " -= 2"));
      out.replace(u, operand + (up ? " *= 2" : " /= 2"));
    }
  }
}
