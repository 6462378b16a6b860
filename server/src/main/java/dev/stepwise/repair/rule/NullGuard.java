package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Variable;
import java.util.List;

/// Leaves early, or skips a statement, where a variable is null.
///
/// ```diff
///   int length(String text) {
/// +   if (text == null) {
/// +     return 0;
/// +   }
///     return text.length();
///   }
/// ```
final class NullGuard implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement s) || !Layout.inBlock(s) || s instanceof BlockStmt) {
      return;
    }
    for (Variable v : dereferenced(s, view)) {
      Exits.at(s, view)
          .forEach(
              exit ->
                  out.before(
                      s,
                      "if ("
                          + v.name()
                          + " == null) {\n"
                          + view.source().indentUnit()
                          + exit
                          + "\n}"));
      if (s instanceof ExpressionStmt e && !e.getExpression().isVariableDeclarationExpr()) {
        out.wrap(s, s, "if (" + v.name() + " != null)");
      }
    }
  }

  /** Variables of reference type that the statement calls or reads through. */
  private static List<Variable> dereferenced(Statement s, MethodView view) {
    return s.findAll(NameExpr.class).stream()
        .filter(Guards::isDereferenced)
        .flatMap(n -> view.types().variable(n).stream())
        .filter(v -> v.type().isReference() && v.visibleAt(view.source().start(s)))
        .distinct()
        .toList();
  }
}
