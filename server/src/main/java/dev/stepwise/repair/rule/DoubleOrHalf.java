package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Doubles, halves or squares a number.
///
/// ```diff
///   int perimeter(int width, int height) {
/// -   return width + height;
/// +   return (width + height) * 2;
///   }
/// ```
final class DoubleOrHalf implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e)
        || e instanceof LiteralExpr
        || !view.types().of(e).isNumeric()
        || !Code.isValue(e)) {
      return;
    }
    Node parent = Nodes.parent(e);
    boolean whole =
        parent instanceof ReturnStmt
            || parent instanceof VariableDeclarator
            || parent instanceof NodeWithArguments<?>
            || (parent instanceof AssignExpr a && Nodes.same(a.getValue(), e));
    if (whole) {
      out.replace(e, Code.tight(view, e) + " * 2");
      out.replace(e, Code.tight(view, e) + " / 2");
    }
  }
}
