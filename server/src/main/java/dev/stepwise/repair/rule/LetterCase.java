package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.List;

/// Compares or stores a text in one letter case.
///
/// ```diff
///   void count(java.util.Map<String, Integer> counts, String word) {
/// -   counts.merge(word, 1, Integer::sum);
/// +   counts.merge(word.toLowerCase(), 1, Integer::sum);
///   }
/// ```
final class LetterCase implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e)
        || !view.types().of(e).isString()
        || e instanceof LiteralExpr) {
      return;
    }
    boolean part =
        Nodes.parent(e) instanceof MethodCallExpr call
            && (call.getArguments().stream().anyMatch(a -> Nodes.same(a, e))
                || (Nodes.same(call.getScope(), e) && !call.getNameAsString().startsWith("to")));
    if (part || Nodes.parent(e) instanceof ReturnStmt) {
      for (String method : List.of(".toLowerCase()", ".toUpperCase()", ".trim()")) {
        out.replace(e, Code.tight(view, e) + method);
      }
    }
  }
}
