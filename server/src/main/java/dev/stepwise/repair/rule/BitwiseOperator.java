package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;

/// Replaces a bitwise operator or a shift by another one.
///
/// ```diff
///   int clearLowest(int bits) {
/// -   return bits | (bits - 1);
/// +   return bits & (bits - 1);
///   }
/// ```
///
/// ```diff
///   int half(int unsigned) {
/// -   return unsigned >> 1;
/// +   return unsigned >>> 1;
///   }
/// ```
final class BitwiseOperator implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  private static final List<List<String>> FAMILIES =
      List.of(List.of("&", "|", "^"), List.of("<<", ">>", ">>>"));

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b) {
      for (List<String> family : FAMILIES) {
        if (family.contains(b.getOperator().asString())) {
          family.forEach(other -> Operators.replace(b, other, view, out));
        }
      }
    }
  }
}
