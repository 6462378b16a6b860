package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Leaves out the value where a method returns none, or adds one where it returns one.
///
/// ```diff
///   void greet(String name) {
/// -   return System.out.println(name);
/// +   System.out.println(name);
///   }
/// ```
///
/// ```diff
///   boolean isEven(int n) {
///     if (n % 2 == 0) {
///       return true;
///     }
/// -   return;
/// +   return false;
///   }
/// ```
final class ReturnOfNothing implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("prob.found.req");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    ReturnStmt statement = fault.around(ReturnStmt.class).orElse(null);
    SourceTree tree = fault.tree().orElse(null);
    if (statement == null || tree == null) {
      return;
    }
    int start = tree.start(statement);
    int end = tree.end(statement);
    if (fault.message().contains("unexpected return value")) {
      statement
          .getExpression()
          .filter(Expression::isMethodCallExpr)
          .ifPresent(e -> out.replace(start, tree.start(e), ""));
      out.replace(start, end, "return;");
    } else if (fault.message().contains("missing return value")) {
      fault
          .view()
          .ifPresent(
              v ->
                  Defaults.of(v.result().toString(), v, start)
                      .forEach(d -> out.replace(start, end, "return " + d + ";")));
    }
  }
}
