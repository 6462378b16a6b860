package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.NameExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Uses another variable of a fitting type.
///
/// ```diff
///   void copy(int[] from, int[] to) {
///     for (int i = 0; i < from.length; i++) {
/// -     to[i] = to[i];
/// +     to[i] = from[i];
///     }
///   }
/// ```
final class WrongVariable implements Rule {
  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof NameExpr name) || !Code.isValue(name)) {
      return;
    }
    view.types()
        .variable(name)
        .ifPresent(
            own -> {
              JavaType wanted = view.types().wanted(name);
              JavaType type = wanted.isKnown() ? wanted : own.type();
              view.variablesAt(view.source().start(name), type).stream()
                  .filter(other -> !other.name().equals(own.name()))
                  .filter(other -> other.type().isKnown() == own.type().isKnown())
                  .forEach(other -> out.replace(name, other.name()));
            });
  }
}
