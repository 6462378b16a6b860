package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Joins two conditions that follow each other into one chain, or cuts a chain.
///
/// ```diff
///   String grade(int points) {
///     String grade = "C";
///     if (points >= 90) {
///       grade = "A";
/// -   }
/// -   if (points >= 50) {
/// +   } else if (points >= 50) {
///       grade = "B";
///     }
///     return grade;
///   }
/// ```
final class MissingElse implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof IfStmt s)) {
      return;
    }
    if (Nodes.parent(s) instanceof BlockStmt block) {
      int index = Places.indexOf(block.getStatements(), s);
      if (index > 0 && block.getStatement(index - 1) instanceof IfStmt before && ends(before)) {
        out.between(before, s, " else ");
      }
    }
    if (s.getElseStmt().orElse(null) instanceof IfStmt other) {
      int from = view.source().end(s.getThenStmt());
      int to = view.source().start(other);
      if (Layout.inBlock(s)) {
        String indent = view.source().newline() + view.source().indent(view.source().start(s));
        out.replace(from, to, indent);
      }
    }
  }

  private static boolean ends(IfStmt s) {
    return s.getElseStmt().map(e -> e instanceof IfStmt inner && ends(inner)).orElse(true);
  }
}
