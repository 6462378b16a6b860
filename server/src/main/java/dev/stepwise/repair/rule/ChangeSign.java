package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Takes the negative or absolute value of a number, or leaves a sign out.
///
/// ```diff
///   int distance(int from, int to) {
/// -   return to - from;
/// +   return Math.abs(to - from);
///   }
/// ```
final class ChangeSign implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e) || !Code.isValue(e) || !view.types().of(e).isNumeric()) {
      return;
    }
    if (e instanceof UnaryExpr u) {
      switch (u.getOperator()) {
        case MINUS, BITWISE_COMPLEMENT -> out.replace(u, view.text(u.getExpression()));
        default -> {}
      }
      return;
    }
    Node parent = Nodes.parent(e);
    boolean whole =
        parent instanceof ReturnStmt
            || parent instanceof NodeWithArguments<?>
            || parent instanceof VariableDeclarator
            || (parent instanceof AssignExpr a && Nodes.same(a.getValue(), e))
            || parent instanceof ConditionalExpr;
    if (whole && !(e instanceof LiteralExpr)) {
      out.replace(e, "-" + Code.tight(view, e));
      boolean difference =
          e instanceof BinaryExpr b && b.getOperator() == BinaryExpr.Operator.MINUS;
      if (difference || parent instanceof ReturnStmt) {
        out.replace(e, "Math.abs(" + view.text(e) + ")");
      }
    }
  }
}
