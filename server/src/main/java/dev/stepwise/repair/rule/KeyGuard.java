package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;

/// Asks a map for a key, or uses a default, before the value is used.
///
/// ```diff
///   int count(java.util.Map<String, Integer> counts, String word) {
/// -   return counts.get(word) + 1;
/// +   return counts.getOrDefault(word, 0) + 1;
///   }
/// ```
///
/// ```diff
///   void forget(java.util.Map<String, StringBuilder> notes, String name) {
/// -   notes.get(name).setLength(0);
/// +   if (notes.containsKey(name)) {
/// +     notes.get(name).setLength(0);
/// +   }
///   }
/// ```
final class KeyGuard implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof MethodCallExpr call)
        || !call.getNameAsString().equals("get")
        || call.getArguments().size() != 1
        || call.getScope().isEmpty()) {
      return;
    }
    Expression map = call.getScope().get();
    JavaType type = view.types().of(map);
    if (!view.types().relations().isMap(type)) {
      return;
    }
    String key = view.text(call.getArgument(0));
    for (String none : defaults(type.argument(1))) {
      out.replace(call, view.text(map) + ".getOrDefault(" + key + ", " + none + ")");
    }
    String known = view.text(map) + ".containsKey(" + key + ")";
    if (view.statementOf(call).orElse(null) instanceof ExpressionStmt s
        && Layout.inBlock(s)
        && !s.getExpression().isVariableDeclarationExpr()) {
      out.wrap(s, s, "if (" + known + ")");
    }
    Expression condition = Code.whole(call);
    if (Code.isDecision(condition, view)) {
      out.replace(condition, known + " && " + Code.clause(view, condition, "&&"));
    }
  }

  private static List<String> defaults(JavaType type) {
    if (type.isBoolean()) {
      return List.of("false");
    }
    if (type.isNumeric()) {
      return List.of(type.unboxed().equals(JavaType.LONG) ? "0L" : "0");
    }
    return type.isString() ? List.of("\"\"") : List.of();
  }
}
