package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Starts with a value that anything is larger or smaller than.
///
/// ```diff
///   def smallest(numbers):
/// -     best = 0
/// +     best = float('inf')
///       for number in numbers:
///           best = min(best, number)
///       return best
/// ```
final class InitialExtreme implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean initial =
        node.is("integer", "none", "float")
            && (node.isPart("right", "assignment") || node.isPart("value", "default_parameter"));
    if (!initial) {
      return;
    }
    out.replace(node, "float('inf')");
    out.replace(node, "float('-inf')", Level.ATOM);
    for (String name : view.variablesAt(node.start())) {
      if (view.kindOf(name).isContainer()) {
        out.replace(node, name + "[0]");
        out.replace(node, "len(" + name + ")");
      } else {
        out.replace(node, name);
      }
    }
  }
}
