package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;

/// Replaces a comparison by another one.
///
/// ```diff
///   int countBelow(int[] sorted, int limit) {
///     int i = 0;
/// -   while (i <= sorted.length && sorted[i] < limit) {
/// +   while (i < sorted.length && sorted[i] < limit) {
///       i++;
///     }
///     return i;
///   }
/// ```
final class RelationalOperator implements Rule {
  @Override
  public double prior() {
    return Prior.COMMON;
  }

  private static final List<String> ORDER = List.of("<", "<=", ">", ">=", "==", "!=");
  private static final List<String> EQUALITY = List.of("==", "!=");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b && ORDER.contains(b.getOperator().asString())) {
      boolean ordered = isOrdered(b.getLeft(), view) && isOrdered(b.getRight(), view);
      for (String other : ordered ? ORDER : EQUALITY) {
        Operators.replace(b, other, view, out);
      }
    }
  }

  private static boolean isOrdered(Expression e, MethodView view) {
    JavaType type = view.types().of(e);
    return !type.isKnown() || type.isNumeric();
  }
}
