package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;

/// Exchanges the two sides of an operator whose sides matter.
///
/// ```diff
///   int age(int birthYear, int year) {
/// -   return birthYear - year;
/// +   return year - birthYear;
///   }
/// ```
final class SwapOperands implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  private static final List<String> OPERATORS = List.of("-", "/", "%", "<<", ">>", ">>>", "+");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof BinaryExpr b) || !OPERATORS.contains(b.getOperator().asString())) {
      return;
    }
    boolean sumOfNumbers =
        b.getOperator() == BinaryExpr.Operator.PLUS && !view.types().of(b).isString();
    if (!sumOfNumbers) {
      String right = view.text(b.getRight());
      String left = Code.tight(view, b.getLeft());
      out.replace(
          b,
          right
              + " "
              + b.getOperator().asString()
              + " "
              + (isSafe(b) ? view.text(b.getLeft()) : left));
    }
  }

  private static boolean isSafe(BinaryExpr b) {
    return b.getLeft() instanceof BinaryExpr left
        && left.getOperator() == BinaryExpr.Operator.MULTIPLY
        && b.getOperator() == BinaryExpr.Operator.MINUS;
  }
}
