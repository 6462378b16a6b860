package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;

/// Asks for the class of an object before it is cast.
///
/// ```diff
///   class Name {
///     private String text = "";
///
///     @Override
///     public boolean equals(Object other) {
/// -     return text.equals(((Name) other).text);
/// +     return other instanceof Name && text.equals(((Name) other).text);
///     }
///   }
/// ```
final class InstanceCheck implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof CastExpr cast)
        || cast.getType().isPrimitiveType()
        || !(cast.getExpression() instanceof NameExpr)) {
      return;
    }
    String check = view.text(cast.getExpression()) + " instanceof " + view.text(cast.getType());
    Expression whole = Code.whole(cast);
    if (Code.isDecision(whole, view) || view.types().wanted(whole).isBoolean()) {
      out.replace(whole, check + " && " + Code.clause(view, whole, "&&"));
    }
    Statement s = view.statementOf(cast).filter(Layout::inBlock).orElse(null);
    if (s == null) {
      return;
    }
    for (String exit : Exits.at(s, view)) {
      out.before(s, "if (!(" + check + ")) {\n" + view.source().indentUnit() + exit + "\n}");
    }
    if (s instanceof ExpressionStmt e && !e.getExpression().isVariableDeclarationExpr()) {
      out.wrap(s, s, "if (" + check + ")");
    }
  }
}
