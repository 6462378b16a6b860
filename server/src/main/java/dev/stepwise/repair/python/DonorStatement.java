package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.Donor;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Repeats a statement of the function at another place.
///
/// ```diff
///   def append_all(items):
///       result = []
///       part = []
///       for item in items:
///           part.append(item)
///           if len(part) == 3:
///               result.append(part)
///               part = []
/// +     result.append(part)
///       return result
/// ```
final class DonorStatement implements PythonRule {

  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isStatement(node)) {
      return;
    }
    for (Donor donor : view.statementsAt(node.start())) {
      boolean leaves = Code.leaves(donor.node());
      if (!donor.node().equals(node) && !leaves) {
        out.before(node, donor.text());
        if (out.next(node).isEmpty() && !Code.leaves(node)) {
          out.after(node, donor.text());
        }
      }
    }
  }
}
