package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Writes the type that cannot be inferred.
///
/// ```diff
///   int size() {
/// -   var total;
/// +   int total;
///     total = 3;
///     return total;
///   }
/// ```
final class TypeOfVar implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("cant.infer.local.var.type");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    VariableDeclarator variable =
        fault
            .inside(VariableDeclarator.class)
            .or(() -> fault.around(VariableDeclarator.class))
            .orElse(null);
    MethodView view = fault.view().orElse(null);
    if (tree == null || variable == null || view == null) {
      return;
    }
    Set<String> types = new LinkedHashSet<>();
    view.declaration().findAll(AssignExpr.class).stream()
        .filter(a -> tree.text(a.getTarget()).equals(variable.getNameAsString()))
        .map(a -> view.types().of(a.getValue()))
        .filter(t -> t.isKnown() && !t.equals(JavaType.NULL))
        .forEach(t -> types.add(t.toString()));
    types.addAll(List.of("int", "String", "Object"));
    types.forEach(
        t -> out.replace(tree.start(variable.getType()), tree.end(variable.getType()), t));
  }
}
