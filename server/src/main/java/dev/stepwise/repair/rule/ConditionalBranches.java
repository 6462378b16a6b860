package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ConditionalExpr;
import dev.stepwise.repair.syntax.MethodView;

/// Exchanges the two values of a conditional expression, or keeps one of them.
///
/// ```diff
///   int larger(int a, int b) {
/// -   return a > b ? b : a;
/// +   return a > b ? a : b;
///   }
/// ```
final class ConditionalBranches implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof ConditionalExpr c) {
      out.exchange(c.getThenExpr(), c.getElseExpr());
      out.replace(c, view.text(c.getThenExpr()));
      out.replace(c, view.text(c.getElseExpr()));
    }
  }
}
