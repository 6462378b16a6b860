package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import dev.stepwise.repair.syntax.MethodView;

/// Divides with fractions where whole numbers cut them off, or rounds up.
///
/// ```diff
///   double average(int sum, int count) {
/// -   return sum / count;
/// +   return (double) sum / count;
///   }
/// ```
///
/// ```diff
///   int pages(int lines, int linesPerPage) {
/// -   return lines / linesPerPage;
/// +   return (lines + linesPerPage - 1) / linesPerPage;
///   }
/// ```
final class FractionalDivision implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof BinaryExpr b)
        || b.getOperator() != BinaryExpr.Operator.DIVIDE
        || !view.types().of(b).isIntegral()) {
      return;
    }
    String left = Code.tight(view, b.getLeft());
    String right = Code.tight(view, b.getRight());
    out.replace(b, "(double) " + left + " / " + right);
    out.replace(b, "(" + Code.term(view, b.getLeft()) + " + " + right + " - 1) / " + right);
    out.replace(b, "(int) Math.ceil((double) " + left + " / " + right + ")");
  }
}
