package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.Variable;

/// Means the field where a parameter hides it, or the other way round.
///
/// ```diff
///   class Counter {
///     private int step;
///
///     Counter(int step) {
/// -     step = step;
/// +     this.step = step;
///     }
///   }
/// ```
final class FieldOrParameter implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof NameExpr name && isHiding(name, view)) {
      out.replace(name, "this." + name.getNameAsString());
    }
    if (node instanceof FieldAccessExpr access && access.getScope() instanceof ThisExpr) {
      int at = view.source().start(access);
      view.variablesAt(at).stream()
          .filter(v -> v.name().equals(access.getNameAsString()))
          .filter(v -> v.kind() != Variable.Kind.FIELD)
          .forEach(v -> out.replace(access, v.name()));
    }
  }

  private static boolean isHiding(NameExpr name, MethodView view) {
    boolean local =
        view.types().variable(name).filter(v -> v.kind() != Variable.Kind.FIELD).isPresent();
    return local
        && Nodes.parent(view.declaration()) instanceof TypeDeclaration<?> type
        && type.getFieldByName(name.getNameAsString()).filter(f -> !f.isStatic()).isPresent();
  }
}
