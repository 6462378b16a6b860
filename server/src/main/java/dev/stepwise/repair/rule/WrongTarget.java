package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.NameExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Writes to another variable of the same type.
///
/// ```diff
///   int[] range(int[] values) {
///     int min = values[0];
///     int max = values[0];
///     for (int value : values) {
///       min = Math.min(min, value);
/// -     min = Math.max(max, value);
/// +     max = Math.max(max, value);
///     }
///     return new int[] {min, max};
///   }
/// ```
final class WrongTarget implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof NameExpr name) || !Code.isTarget(name)) {
      return;
    }
    JavaType type = view.types().of(name);
    view.variablesAt(view.source().start(name), type).stream()
        .filter(v -> type.isKnown() && !v.constant() && v.type().equals(type))
        .forEach(v -> out.replace(name, v.name()));
  }
}
