package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Leaves out one side of a condition.
///
/// ```diff
///   def may_enter(age, guest):
/// -     return age >= 18 or guest
/// +     return age >= 18
/// ```
final class DropConditionOperand implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("boolean_operator")) {
      node.child("left").ifPresent(l -> out.replace(node, view.text(l), Level.of(l)));
      node.child("right").ifPresent(r -> out.replace(node, view.text(r), Level.of(r)));
    }
  }
}
