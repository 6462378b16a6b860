package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.MethodView;
import java.util.Set;

/// Stores the result of a call that does not change its receiver.
///
/// ```diff
///   String clean(String text) {
/// -   text.trim();
/// +   text = text.trim();
///     return text;
///   }
/// ```
final class IgnoredResult implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  private static final Set<String> TYPES =
      Set.of(
          "String",
          "BigInteger",
          "BigDecimal",
          "LocalDate",
          "LocalTime",
          "LocalDateTime",
          "Duration",
          "Path",
          "Instant");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof ExpressionStmt s
        && s.getExpression() instanceof MethodCallExpr call
        && call.getScope().orElse(null) instanceof NameExpr receiver
        && TYPES.contains(view.types().of(receiver).name())) {
      out.replace(s, receiver.getNameAsString() + " = " + view.text(s));
    }
  }
}
