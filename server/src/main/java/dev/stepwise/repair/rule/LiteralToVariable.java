package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.LiteralExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Uses a variable where a fixed value stands.
///
/// ```diff
///   int find(int[] values, int wanted) {
///     for (int i = 0; i < values.length; i++) {
///       if (values[i] == wanted) {
/// -       return 0;
/// +       return i;
///       }
///     }
///     return -1;
///   }
/// ```
final class LiteralToVariable implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof LiteralExpr literal) || Code.isEndless(literal)) {
      return;
    }
    JavaType type = view.types().wantedOrOwn(literal);
    if (type.isKnown() && !type.equals(JavaType.NULL)) {
      view.variablesAt(view.source().start(literal), type).stream()
          .filter(v -> v.type().isKnown())
          .forEach(v -> out.replace(literal, v.name()));
    }
  }
}
