package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.List;

/// Replaces a plain or compound assignment by another one: a total that is overwritten, a flag that
/// is set instead of joined.
///
/// ```diff
///   int sum(int[] values) {
///     int sum = 0;
///     for (int value : values) {
/// -     sum = value;
/// +     sum += value;
///     }
///     return sum;
///   }
/// ```
final class AssignmentOperator implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  private static final List<String> NUMERIC = List.of("=", "+=", "-=", "*=", "/=");
  private static final List<String> BITS = List.of("=", "|=", "&=", "^=");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof AssignExpr a && Nodes.parent(a) instanceof ExpressionStmt) {
      operators(view.types().of(a.getTarget()), a).stream()
          .filter(other -> !other.equals(a.getOperator().asString()))
          .forEach(other -> out.between(a.getTarget(), a.getValue(), " " + other + " "));
    }
  }

  private static List<String> operators(JavaType type, AssignExpr a) {
    if (type.isString()) {
      return List.of("=", "+=");
    }
    if (type.isBoolean() || BITS.lastIndexOf(a.getOperator().asString()) > 0) {
      return BITS;
    }
    return type.isNumeric() ? NUMERIC : List.of();
  }
}
