package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Uses what a method is called on, or its only argument, instead of its result.
///
/// ```diff
///   String label(String name) {
/// -   return name.trim();
/// +   return name;
///   }
/// ```
final class DropCall implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof MethodCallExpr call)) {
      return;
    }
    JavaType type = view.types().wantedOrOwn(call);
    call.getScope()
        .filter(s -> Code.isObject(s, view))
        .ifPresent(s -> keep(call, s, type, view, out));
    call.getArguments().forEach(a -> keep(call, a, type, view, out));
  }

  private static void keep(
      MethodCallExpr call, Expression part, JavaType type, MethodView view, Edits out) {
    boolean statement = Nodes.parent(call) instanceof ExpressionStmt;
    if (!statement && view.types().relations().assignable(view.types().of(part), type)) {
      out.replace(call, Code.tight(view, part));
    }
  }
}
