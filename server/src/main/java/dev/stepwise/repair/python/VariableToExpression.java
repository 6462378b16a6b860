package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.Donor;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Replaces a variable or a constant by an expression of the function.
///
/// ```diff
///   def average(numbers, fallback):
///       if len(numbers) < 1:
///           return fallback
/// -     return sum(numbers) / 2
/// +     return sum(numbers) / len(numbers)
/// ```
final class VariableToExpression implements PythonRule {

  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean constant = node.is("integer", "string", "none", "true", "false");
    if (!(node.is("identifier") || constant) || !view.isValue(node)) {
      return;
    }
    Kind kind = view.kind(node);
    for (Donor donor : view.donorsAt(node.start(), kind)) {
      boolean known = constant ? donor.kind() == kind || kind == Kind.NONE : true;
      boolean wanted =
          donor.node().is("attribute", "subscript", "call", "comparison_operator")
              || (constant && donor.node().is("identifier"));
      if (wanted && (known || donor.node().is("identifier", "call"))) {
        out.replace(node, donor.text(), Level.of(donor.node()));
      }
    }
  }
}
