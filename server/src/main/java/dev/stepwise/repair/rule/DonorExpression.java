package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import dev.stepwise.repair.syntax.Donor;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Uses another expression of the method whose type fits.
///
/// ```diff
///   int area(int width, int height) {
///     int longer = Math.max(width, height);
///     int shorter = Math.min(width, height);
/// -   return longer * longer;
/// +   return longer * Math.min(width, height);
///   }
/// ```
final class DonorExpression implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e) || !Code.isValue(e) || e instanceof BooleanLiteralExpr) {
      return;
    }
    JavaType type = view.types().wantedOrOwn(e);
    if (!type.isKnown() || Code.isCondition(e)) {
      return;
    }
    for (Donor donor : view.donorsAt(view.source().start(e), type)) {
      boolean variables = e instanceof NameExpr && donor.node() instanceof NameExpr;
      boolean nested = e.isAncestorOf(donor.node()) || donor.node().isAncestorOf(e);
      boolean plainNumber = donor.node() instanceof LiteralExpr && !(e instanceof LiteralExpr);
      if (donor.type().isKnown() && !variables && !nested && !plainNumber) {
        out.replace(e, Code.fitted(donor.node(), donor.text(), e));
      }
    }
  }
}
