package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.NameExpr;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Declares a variable with the type of its value.
///
/// ```diff
///   int lines(String text) {
/// -   int parts = text.split("x");
/// +   String[] parts = text.split("x");
///     return parts.length;
///   }
/// ```
///
/// ```diff
///   double half(double whole) {
/// -   int half = whole / 2;
/// +   double half = whole / 2;
///     return half;
///   }
/// ```
final class ChangeVariableType implements CompileRule {
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
    VariableDeclarator variable = fault.around(VariableDeclarator.class).orElse(null);
    if (variable != null && isWholeValue(variable, fault) && isKnown(fault.found())) {
      SourceTree tree = fault.tree().orElseThrow();
      out.replace(tree.start(variable.getType()), tree.end(variable.getType()), fault.foundCode());
    }
    assigned(fault, out);
  }

  private static boolean isWholeValue(VariableDeclarator variable, Fault fault) {
    return fault
        .tree()
        .flatMap(
            t ->
                variable
                    .getInitializer()
                    .filter(i -> t.start(i) <= fault.start() && t.end(i) == fault.end()))
        .isPresent();
  }

  private static boolean isKnown(String type) {
    return !type.isEmpty() && !type.contains("null");
  }

  /** The declaration of a variable that gets the value later. */
  private static void assigned(Fault fault, Fixes out) {
    AssignExpr assignment = fault.around(AssignExpr.class).orElse(null);
    if (assignment == null || !(assignment.getTarget() instanceof NameExpr name)) {
      return;
    }
    SourceTree tree = fault.tree().orElseThrow();
    fault.view().stream()
        .flatMap(v -> v.declaration().findAll(VariableDeclarator.class).stream())
        .filter(d -> d.getNameAsString().equals(name.getNameAsString()))
        .filter(d -> isKnown(fault.found()))
        .forEach(
            d -> out.replace(tree.start(d.getType()), tree.end(d.getType()), fault.foundCode()));
  }
}
