package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;

/// Replaces a whole number by one that people mix it up with.
///
/// ```diff
///   boolean isSortedBefore(int[] values, int end) {
/// -   for (int i = 0; i < end; i++) {
/// +   for (int i = 1; i < end; i++) {
///       if (values[i - 1] > values[i]) {
///         return false;
///       }
///     }
///     return true;
///   }
/// ```
final class IntegerConstant implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  private static final List<String> USUAL = List.of("0", "1", "2", "-1");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof IntegerLiteralExpr literal) {
      boolean minus =
          view.source()
              .text()
              .substring(0, view.source().start(literal))
              .stripTrailing()
              .endsWith("-");
      USUAL.stream()
          .filter(other -> !minus || !other.startsWith("-"))
          .forEach(other -> out.replace(literal, other));
      if (literal.getValue().matches("[0-9]{1,9}")) {
        int value = Integer.parseInt(literal.getValue());
        out.replace(literal, Integer.toString(value + 1));
        if (value > 0) {
          out.replace(literal, Integer.toString(value - 1));
        }
      }
    }
  }
}
