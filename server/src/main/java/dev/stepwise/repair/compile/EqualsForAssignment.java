package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.AssignExpr;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Compares in a condition instead of assigning.
///
/// ```diff
///   String sign(int n) {
/// -   return (n = 0) ? "zero" : "other";
/// +   return (n == 0) ? "zero" : "other";
///   }
/// ```
final class EqualsForAssignment implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("prob.found.req");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    AssignExpr assignment = fault.around(AssignExpr.class).orElse(null);
    if (assignment != null
        && fault.required().equals("boolean")
        && assignment.getOperator() == AssignExpr.Operator.ASSIGN) {
      SourceTree tree = fault.tree().orElseThrow();
      int from = tree.end(assignment.getTarget());
      int to = tree.start(assignment.getValue());
      out.replace(from, to, " == ");
    }
  }
}
