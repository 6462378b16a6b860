package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Turns a condition into its opposite.
///
/// ```diff
///   def first(queue):
/// -     if queue:
/// +     if not queue:
///           return None
///       return queue[0]
/// ```
final class NegateCondition implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean truth = FunctionView.isCondition(node) || node.isIn("boolean_operator", "not_operator");
    boolean returned =
        node.isIn("return_statement") && node.is("comparison_operator", "not_operator", "call");
    if (!view.isValue(node) || !(truth || returned) || node.is("true", "false")) {
      return;
    }
    if (node.isIn("not_operator")) {
      node.parent().ifPresent(p -> out.replace(p, view.text(node), Level.of(node)));
      return;
    }
    String text = Code.negated(view, node);
    out.replace(node, text, text.startsWith("not ") ? Level.NOT : Level.COMPARISON);
  }
}
