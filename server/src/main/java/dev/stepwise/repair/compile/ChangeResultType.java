package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Declares a method with the type of what it returns.
///
/// ```diff
/// - int name(String first, String last) {
/// + String name(String first, String last) {
///     return first + last;
///   }
/// ```
///
/// ```diff
/// - void size(java.util.List<String> all) {
/// + int size(java.util.List<String> all) {
///     return all.size();
///   }
/// ```
final class ChangeResultType implements CompileRule {
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
    MethodDeclaration method = fault.around(MethodDeclaration.class).orElse(null);
    ReturnStmt statement = fault.around(ReturnStmt.class).orElse(null);
    if (method == null || statement == null) {
      return;
    }
    SourceTree tree = fault.tree().orElseThrow();
    String type = fault.foundCode();
    if (fault.message().contains("unexpected return value")) {
      type =
          fault
              .view()
              .flatMap(v -> statement.getExpression().map(e -> v.types().of(e)))
              .filter(JavaType::isKnown)
              .map(JavaType::toString)
              .orElse("");
    }
    if (!type.isEmpty() && !type.contains("null")) {
      out.replace(tree.start(method.getType()), tree.end(method.getType()), type);
    }
  }
}
