package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.List;

/// Adds or takes one from a whole number: a bound, an index, a length, an argument.
///
/// ```diff
///   int last(int[] values) {
/// -   return values[values.length];
/// +   return values[values.length - 1];
///   }
/// ```
final class OffByOne implements Rule {
  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e)
        || !Code.isValue(e)
        || e instanceof AssignExpr
        || isStep(e)
        || !isNumber(e, view)) {
      return;
    }
    boolean inProduct =
        Nodes.parent(e) instanceof BinaryExpr b
            && List.of("*", "/", "%").contains(b.getOperator().asString());
    boolean right =
        Nodes.parent(e) instanceof BinaryExpr b
            && Nodes.same(b.getRight(), e)
            && b.getOperator() == BinaryExpr.Operator.MINUS;
    for (String step : List.of(" + 1", " - 1")) {
      String sum = Code.term(view, e) + step;
      out.replace(e, inProduct || right ? "(" + sum + ")" : sum);
    }
  }

  private static boolean isNumber(Expression e, MethodView view) {
    JavaType type = view.types().of(e);
    boolean counted = type.isIntegral() && !type.unboxed().equals(JavaType.CHAR);
    return counted && !(e instanceof IntegerLiteralExpr) && !(e instanceof EnclosedExpr);
  }

  private static boolean isStep(Expression e) {
    return e instanceof UnaryExpr
        || (e instanceof BinaryExpr b && b.getRight().toString().equals("1"))
        || Nodes.parent(e) instanceof ExpressionStmt;
  }
}
