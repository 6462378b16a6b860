package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.IfStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Does always what was done under a condition.
///
/// ```diff
///   void clear(java.util.List<String> lines) {
/// -   if (!lines.isEmpty()) {
/// -     lines.clear();
/// -     lines.add("");
/// -   }
/// +   lines.clear();
/// +   lines.add("");
///   }
/// ```
final class UnwrapGuard implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof IfStmt s && !isElse(s)) {
      out.unwrap(s, s.getThenStmt());
      s.getElseStmt().ifPresent(other -> out.unwrap(s, other));
    }
  }

  private static boolean isElse(IfStmt s) {
    return Nodes.parent(s) instanceof IfStmt parent && Nodes.same(parent.getElseStmt(), s);
  }
}
