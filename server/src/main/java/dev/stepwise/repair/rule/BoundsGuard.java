package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;

/// Asks whether an index is inside before it is used.
///
/// ```diff
///   int skipBlanks(String text, int from) {
///     int i = from;
/// -   while (text.charAt(i) == ' ') {
/// +   while (i < text.length() && text.charAt(i) == ' ') {
///       i++;
///     }
///     return i;
///   }
/// ```
///
/// ```diff
///   void mark(boolean[] seen, int index) {
/// -   seen[index] = true;
/// +   if (index < seen.length) {
/// +     seen[index] = true;
/// +   }
///   }
/// ```
final class BoundsGuard implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof ArrayAccessExpr access) {
      guard(access, access.getName(), access.getIndex(), ".length", view, out);
    } else if (node instanceof MethodCallExpr call
        && call.getArguments().size() == 1
        && call.getScope().isPresent()
        && view.types().of(call.getArgument(0)).isIntegral()) {
      switch (call.getNameAsString()) {
        case "charAt" ->
            guard(call, call.getScope().get(), call.getArgument(0), ".length()", view, out);
        case "get" -> {
          JavaType type = view.types().of(call.getScope().get());
          if (!view.types().relations().isMap(type)) {
            guard(call, call.getScope().get(), call.getArgument(0), ".size()", view, out);
          }
        }
        default -> {}
      }
    }
  }

  private static void guard(
      Expression use, Expression of, Expression index, String length, MethodView view, Edits out) {
    String below = view.text(index) + " < " + view.text(of) + length;
    String above = Code.term(view, index) + " >= 0";
    Expression condition = Code.whole(use);
    if (Code.isDecision(condition, view)) {
      String clause = Code.clause(view, condition, "&&");
      out.replace(condition, below + " && " + clause);
      out.replace(condition, above + " && " + clause);
    } else if (view.statementOf(use).orElse(null) instanceof ExpressionStmt s
        && Layout.inBlock(s)
        && !s.getExpression().isVariableDeclarationExpr()) {
      out.wrap(s, s, "if (" + below + ")");
      out.wrap(s, s, "if (" + above + ")");
    }
  }
}
