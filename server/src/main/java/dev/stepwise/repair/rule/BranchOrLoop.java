package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.stepwise.repair.syntax.MethodView;

/// Repeats what was done once under a condition, or does once what was repeated.
///
/// ```diff
///   String stripZeros(String digits) {
///     String rest = digits;
/// -   if (rest.startsWith("0")) {
/// +   while (rest.startsWith("0")) {
///       rest = rest.substring(1);
///     }
///     return rest;
///   }
/// ```
final class BranchOrLoop implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    int start = view.source().start(node);
    if (node instanceof IfStmt s && s.getElseStmt().isEmpty()) {
      out.replace(start, start + "if".length(), "while");
    }
    if (node instanceof WhileStmt s
        && s.findFirst(BreakStmt.class).isEmpty()
        && s.findFirst(ContinueStmt.class).isEmpty()
        && !s.getCondition().isBooleanLiteralExpr()) {
      out.replace(start, start + "while".length(), "if");
    }
  }
}
