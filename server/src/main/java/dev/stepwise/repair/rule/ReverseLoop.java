package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ForStmt;
import dev.stepwise.repair.syntax.MethodView;

/// Counts a loop the other way round.
///
/// ```diff
///   int lastIndex(int[] values, int wanted) {
/// -   for (int i = 0; i < values.length; i++) {
/// +   for (int i = values.length - 1; i >= 0; i--) {
///       if (values[i] == wanted) {
///         return i;
///       }
///     }
///     return -1;
///   }
/// ```
final class ReverseLoop implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof ForStmt loop)
        || loop.getInitialization().size() != 1
        || loop.getUpdate().size() != 1
        || !(loop.getInitialization().get(0) instanceof VariableDeclarationExpr d)
        || d.getVariables().size() != 1
        || d.getVariable(0).getInitializer().isEmpty()
        || !(loop.getCompare().orElse(null) instanceof BinaryExpr compare)
        || !(loop.getUpdate().get(0) instanceof UnaryExpr update)
        || !compare.getLeft().toString().equals(d.getVariable(0).getNameAsString())) {
      return;
    }
    Expression from = d.getVariable(0).getInitializer().orElseThrow();
    String first = view.text(from);
    String limit = Code.term(view, compare.getRight());
    String header =
        switch (compare.getOperator()) {
          case LESS -> header(d, limit + " - 1", ">=", first, "--");
          case LESS_EQUALS -> header(d, limit, ">=", first, "--");
          case GREATER_EQUALS -> header(d, limit, "<=", first, "++");
          case GREATER -> header(d, limit + " + 1", "<=", first, "++");
          default -> "";
        };
    if (!header.isEmpty() && Code.isStep(update)) {
      out.replace(view.source().start(d), view.source().end(update), header);
    }
  }

  private static String header(
      VariableDeclarationExpr d, String from, String operator, String to, String step) {
    String name = d.getVariable(0).getNameAsString();
    return d.getElementType()
        + " "
        + name
        + " = "
        + from
        + "; "
        + name
        + " "
        + operator
        + " "
        + to
        + "; "
        + name
        + step;
  }
}
