package dev.stepwise.repair.compile;

import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import java.util.Set;

/// Returns something at the end of the method.
///
/// ```diff
///   int max(int a, int b) {
///     int max = a > b ? a : b;
/// +   return max;
///   }
/// ```
///
/// ```diff
///   boolean has(int[] values, int wanted) {
///     for (int value : values) {
///       if (value == wanted) {
///         return true;
///       }
///     }
/// +   return false;
///   }
/// ```
final class MissingReturnStatement implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("missing.ret.stmt");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    int close = fault.end() - 1;
    MethodView view = fault.view().orElse(null);
    if (view == null || !fault.text().startsWith("}", close)) {
      return;
    }
    BlockStmt body =
        fault.tree().orElseThrow().unit().findAll(BlockStmt.class).stream()
            .filter(b -> view.source().end(b) - 1 == close)
            .findFirst()
            .orElse(null);
    if (body == null) {
      return;
    }
    Layout layout = new Layout(view.source());
    for (String value : Defaults.of(view.result().toString(), view, close)) {
      out.add(layout.last(body, "return " + value + ";"));
    }
    body.getStatements()
        .getLast()
        .filter(Statement::isExpressionStmt)
        .filter(s -> !s.asExpressionStmt().getExpression().isAssignExpr())
        .filter(s -> !s.asExpressionStmt().getExpression().isVariableDeclarationExpr())
        .ifPresent(s -> out.insert(view.source().start(s), "return "));
  }
}
