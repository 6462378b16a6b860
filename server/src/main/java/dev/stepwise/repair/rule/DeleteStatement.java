package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Removes a statement.
///
/// ```diff
///   int product(int[] values) {
///     int product = 1;
///     for (int value : values) {
///       product *= value;
/// -     product++;
///     }
///     return product;
///   }
/// ```
final class DeleteStatement implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    boolean simple =
        node instanceof ExpressionStmt
            || node instanceof IfStmt
            || node instanceof BreakStmt
            || node instanceof ContinueStmt
            || node instanceof ReturnStmt
            || node instanceof ThrowStmt
            || node instanceof WhileStmt
            || node instanceof ForStmt
            || node instanceof ForEachStmt;
    if (simple
        && node.findAll(VariableDeclarationExpr.class).stream()
            .noneMatch(d -> Nodes.same(Nodes.parent(Nodes.parent(d)), Nodes.parent(node)))) {
      out.delete((Statement) node);
    }
  }
}
