package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Leaves out one side of an operator.
///
/// ```diff
///   def distance(a, b):
///       if a[0] == b[0]:
/// -         return 1 + distance(a[1:], b[1:])
/// +         return distance(a[1:], b[1:])
///       return 1 + min(distance(a[1:], b), distance(a, b[1:]))
/// ```
final class DropOperand implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("binary_operator")) {
      node.child("left").ifPresent(l -> out.replace(node, view.text(l), Level.of(l)));
      node.child("right").ifPresent(r -> out.replace(node, view.text(r), Level.of(r)));
    }
  }
}
