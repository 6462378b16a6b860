package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Calculates in long where int may overflow.
///
/// ```diff
///   long square(int n) {
/// -   return n * n;
/// +   return (long) n * n;
///   }
/// ```
///
/// ```diff
///   long sum(int[] values) {
/// -   int sum = 0;
/// +   long sum = 0;
///     for (int value : values) {
///       sum += value;
///     }
///     return sum;
///   }
/// ```
final class LongArithmetic implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b
        && view.types().of(b).equals(JavaType.INT)
        && (b.getOperator() == BinaryExpr.Operator.MULTIPLY
            || b.getOperator() == BinaryExpr.Operator.PLUS
            || b.getOperator() == BinaryExpr.Operator.LEFT_SHIFT)) {
      out.replace(b, "(long) " + view.text(leftmost(b)) + rest(b, view));
    }
    if (node instanceof VariableDeclarationExpr d && d.getVariables().size() == 1) {
      String wider =
          switch (d.getElementType().asString()) {
            case "int" -> "long";
            case "float" -> "double";
            default -> "";
          };
      if (!wider.isEmpty()
          && d.getVariable(0).getType().isPrimitiveType()
          && !isReturnedNarrow(d.getVariable(0), view)) {
        out.replace(d.getElementType(), wider);
      }
    }
  }

  /** Whether the method returns the variable as it is and could not return a wider one. */
  private static boolean isReturnedNarrow(VariableDeclarator variable, MethodView view) {
    JavaType type = JavaType.of(variable.getType());
    return type.equals(view.result())
        && view.nodes().stream()
            .anyMatch(
                n ->
                    n instanceof ReturnStmt r
                        && r.getExpression()
                            .filter(NameExpr.class::isInstance)
                            .filter(e -> e.toString().equals(variable.getNameAsString()))
                            .isPresent());
  }

  private static Expression leftmost(Expression e) {
    return e instanceof BinaryExpr b ? leftmost(b.getLeft()) : e;
  }

  private static String rest(BinaryExpr b, MethodView view) {
    return view.source().text().substring(view.source().end(leftmost(b)), view.source().end(b));
  }
}
