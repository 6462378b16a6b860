package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.MethodView;

/// Returns another value: a variable, or the usual answer for "nothing" or "none".
///
/// ```diff
///   Integer smallest(java.util.List<Integer> values) {
///     if (values.isEmpty()) {
/// -     return 0;
/// +     return null;
///     }
///     return java.util.Collections.min(values);
///   }
/// ```
final class ReturnValue implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof ReturnStmt s) {
      s.getExpression()
          .ifPresent(
              e ->
                  Results.at(s, view.types().wanted(e), view)
                      .filter(r -> !r.equals(view.text(e)))
                      .forEach(r -> out.replace(e, r)));
    }
  }
}
