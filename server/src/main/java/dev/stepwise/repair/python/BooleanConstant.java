package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Exchanges True and False.
///
/// ```diff
///   def has_even(numbers):
///       for number in numbers:
///           if number % 2 == 0:
/// -             return False
/// +             return True
///       return False
/// ```
final class BooleanConstant implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("true", "false") && view.isValue(node)) {
      out.replace(node, node.is("true") ? "False" : "True");
    }
  }
}
