package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Puts something into an empty list, or wraps a value into one.
///
/// ```diff
///   def prime_factors(n):
///       for i in range(2, n):
///           if n % i == 0:
///               return [i] + prime_factors(n // i)
/// -     return []
/// +     return [n]
/// ```
final class EmptyLiteral implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("list") || !node.parts().isEmpty() || !view.isValue(node)) {
      return;
    }
    out.replace(node, "[[]]");
    for (String name : view.variablesAt(node.start())) {
      out.replace(node, "[" + name + "]");
    }
    out.replace(node, "[0]");
    out.replace(node, "None");
  }
}
