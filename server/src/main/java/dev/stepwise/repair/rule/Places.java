package dev.stepwise.repair.rule;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.ThrowStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.List;
import java.util.function.Consumer;

/** Places where a statement can be added. */
final class Places {
  private Places() {}

  /** Calls back if {@code place} ends its block and lets control go on behind it. */
  static void afterLast(Statement place, Consumer<Statement> use) {
    if (Nodes.parent(place) instanceof BlockStmt block
        && indexOf(block.getStatements(), place) == block.getStatements().size() - 1
        && !leaves(place)) {
      use.accept(place);
    }
  }

  /** Whether nothing behind the statement can be reached through it. */
  static boolean leaves(Statement s) {
    return s instanceof ReturnStmt
        || s instanceof BreakStmt
        || s instanceof ContinueStmt
        || s instanceof ThrowStmt;
  }

  static int indexOf(List<Statement> statements, Statement s) {
    for (int i = 0; i < statements.size(); i++) {
      if (Nodes.same(statements.get(i), s)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether {@code user} names a variable that {@code declaration} declares. */
  static boolean mentions(Statement user, Statement declaration, MethodView view) {
    List<String> names =
        declaration.findAll(VariableDeclarator.class).stream()
            .map(VariableDeclarator::getNameAsString)
            .toList();
    return user.findAll(NameExpr.class).stream().anyMatch(n -> names.contains(view.text(n)));
  }
}
