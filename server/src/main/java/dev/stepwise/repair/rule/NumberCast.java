package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Casts another part of a calculation, or leaves a cast out.
///
/// ```diff
///   double share(int part, int all) {
/// -   return (double) (part / all);
/// +   return (double) part / all;
///   }
/// ```
final class NumberCast implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof CastExpr cast) || !JavaType.of(cast.getType()).isNumeric()) {
      return;
    }
    Expression inner =
        cast.getExpression() instanceof EnclosedExpr e ? e.getInner() : cast.getExpression();
    String type = "(" + view.text(cast.getType()) + ") ";
    out.replace(cast, Code.fitted(inner, view.text(inner), cast));
    if (inner instanceof BinaryExpr b) {
      String first = type + view.text(b);
      out.replace(cast, Code.fitted(inner, first, cast));
      String right =
          view.text(b.getLeft())
              + " "
              + b.getOperator().asString()
              + " "
              + type
              + Code.tight(view, b.getRight());
      out.replace(cast, Code.fitted(inner, right, cast));
    }
    if (Nodes.parent(cast) instanceof BinaryExpr b && Nodes.same(b.getLeft(), cast)) {
      out.replace(
          b,
          type
              + "("
              + view.text(inner)
              + " "
              + b.getOperator().asString()
              + " "
              + view.text(b.getRight())
              + ")");
    }
  }
}
