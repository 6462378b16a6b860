package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Replaces a whole number by a near or usual one.
///
/// ```diff
///   def factorial(n):
/// -     result = 0
/// +     result = 1
///       for i in range(2, n + 1):
///           result *= i
///       return result
/// ```
final class IntegerConstant implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("integer") || !view.isValue(node) || !view.text(node).matches("\\d{1,9}")) {
      return;
    }
    long value = Long.parseLong(view.text(node));
    for (long other : new long[] {value + 1, value - 1, 0, 1, 2}) {
      if (other != value) {
        out.replace(node, String.valueOf(other), other < 0 ? Level.SIGN : Level.ATOM);
      }
    }
  }
}
