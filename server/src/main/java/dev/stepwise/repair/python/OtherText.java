package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Replaces a text by another one of the function, or changes its case.
///
/// ```diff
///   def extension(name):
///       if '.' not in name:
///           return ''
/// -     return name.rsplit('/', 1)[-1]
/// +     return name.rsplit('.', 1)[-1]
/// ```
final class OtherText implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("string") || !view.isValue(node)) {
      return;
    }
    String own = view.text(node);
    for (SyntaxNode other : view.function().all("string")) {
      if (view.isValue(other)
          && !view.text(other).equals(own)
          && !view.text(other).contains("\n")) {
        out.replace(node, view.text(other));
      }
    }
    out.replace(
        node, own.length() > 2 ? own.substring(0, 1) + own.substring(own.length() - 1) : "' '");
  }
}
