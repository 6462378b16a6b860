package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.Variable;
import java.util.List;

/// Adds, subtracts or multiplies by another variable in an argument, a result or a comparison.
///
/// ```diff
///   int countFrom(int start, int[] values) {
///     int last = start;
/// -   while (last < values.length) {
/// +   while (last < values.length - start) {
///       last++;
///     }
///     return last - start;
///   }
/// ```
final class AddTerm implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  private static final List<String> OPERATORS = List.of(" + ", " - ", " * ");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e)
        || !isOperand(e)
        || !view.types().of(e).isNumeric()
        || e instanceof LiteralExpr) {
      return;
    }
    for (Variable v : view.variablesAt(view.source().start(e))) {
      boolean fits =
          v.type().isNumeric()
              && !v.type().unboxed().equals(JavaType.CHAR)
              && (view.types().of(e).unboxed().equals(v.type().unboxed())
                  || !v.type().isIntegral());
      boolean self = view.text(e).equals(v.name());
      if (fits) {
        for (String operator : OPERATORS) {
          boolean product = operator.equals(" * ");
          if (!self || product) {
            out.replace(
                e, (product ? Code.tight(view, e) : Code.term(view, e)) + operator + v.name());
          }
        }
        if (!self) {
          out.replace(e, v.name() + " - " + Code.tight(view, e));
        }
      }
    }
  }

  private static boolean isOperand(Expression e) {
    Node parent = Nodes.parent(e);
    boolean last =
        parent instanceof BinaryExpr b
            && (b.getOperator().asString().matches("[<>=!]=?")
                || (Nodes.same(b.getRight(), e) && b.getOperator().asString().matches("[-+]")));
    return last
        || parent instanceof ReturnStmt
        || parent instanceof NodeWithArguments<?>
        || (parent instanceof ArrayAccessExpr access && Nodes.same(access.getIndex(), e))
        || (parent instanceof AssignExpr a && Nodes.same(a.getValue(), e))
        || parent instanceof VariableDeclarator;
  }
}
