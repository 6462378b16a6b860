package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.MethodView;

/// Exchanges row and column.
///
/// ```diff
///   int diagonal(int[][] grid, int x, int y) {
/// -   return grid[x][y];
/// +   return grid[y][x];
///   }
/// ```
final class SwapIndices implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof ArrayAccessExpr inner
        && inner.getName() instanceof ArrayAccessExpr outer
        && !view.text(inner.getIndex()).equals(view.text(outer.getIndex()))) {
      out.exchange(outer.getIndex(), inner.getIndex());
    }
    if (node instanceof MethodCallExpr inner
        && inner.getNameAsString().equals("get")
        && inner.getArguments().size() == 1
        && inner.getScope().orElse(null) instanceof MethodCallExpr outer
        && outer.getNameAsString().equals("get")
        && outer.getArguments().size() == 1) {
      out.exchange(outer.getArgument(0), inner.getArgument(0));
    }
  }
}
