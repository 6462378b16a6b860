package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Adds or drops a minus.
///
/// ```diff
///   def by_score(players):
/// -     return sorted(players, key=lambda p: p.score)
/// +     return sorted(players, key=lambda p: -p.score)
/// ```
final class ChangeSign implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("unary_operator")) {
      node.child("argument").ifPresent(a -> out.replace(node, view.text(a), Level.of(a)));
    } else if (view.isValue(node)
        && node.is("identifier", "attribute", "call", "integer")
        && view.kind(node).mayCount()
        && (Code.isWhole(node) || node.isPart("body", "lambda"))) {
      out.replace(node, "-" + view.text(node), Level.SIGN);
    }
  }
}
