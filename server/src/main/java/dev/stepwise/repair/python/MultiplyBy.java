package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Multiplies by another variable or by itself.
///
/// ```diff
///   def is_root(number, guess):
/// -     return abs(number - guess) < 0.001
/// +     return abs(number - guess ** 2) < 0.001
/// ```
final class MultiplyBy implements PythonRule {
  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!AddTerm.isOperand(node, view)) {
      return;
    }
    for (String name : view.variablesAt(node.start())) {
      if (view.kindOf(name).mayCount()) {
        out.replace(node, Code.operand(view, node, Level.PRODUCT) + " * " + name, Level.PRODUCT);
      }
    }
    if (view.kind(node) == Kind.NUMBER || node.is("identifier")) {
      out.replace(node, Code.operand(view, node, Level.ATOM) + " ** 2", Level.POWER);
    }
  }
}
