package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.AssignExpr;
import dev.stepwise.repair.syntax.JavaType;
import java.util.Set;

/// Declares a variable where it is first assigned.
///
/// ```diff
///   int twice(int n) {
/// -   result = n * 2;
/// +   int result = n * 2;
///     return result;
///   }
/// ```
final class DeclareVariable implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("cant.resolve.location", "cant.resolve");
  }

  @Override
  public double prior() {
    return Likely.SOMETIMES;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    AssignExpr assignment = fault.around(AssignExpr.class).orElse(null);
    if (assignment == null
        || assignment.getOperator() != AssignExpr.Operator.ASSIGN
        || !fault.marked().equals(fault.symbol())
        || fault.tree().map(t -> t.start(assignment)).orElse(-1) != fault.start()) {
      return;
    }
    fault
        .view()
        .map(v -> v.types().of(assignment.getValue()))
        .ifPresent(
            type ->
                out.insert(
                    fault.start(),
                    (type.isKnown() && !type.equals(JavaType.NULL) ? type : "var") + " "));
  }
}
