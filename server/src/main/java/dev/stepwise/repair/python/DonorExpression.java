package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.Donor;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Replaces an expression by another one of the function.
///
/// ```diff
///   def shortest(queue, start, length):
///       distance, node = queue.pop()
///       for near in node.near:
/// -         queue.append((start.cost + length[near], near))
/// +         queue.append((distance + length[near], near))
///       return queue
/// ```
final class DonorExpression implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean place =
        view.isValue(node)
            && !node.is(
                "identifier", "integer", "true", "false", "none", "string", "list_comprehension")
            && !node.isIn("expression_statement")
            && !FunctionView.isCondition(node);
    if (!place) {
      return;
    }
    String own = view.text(node);
    view.variablesAt(node.start(), view.kind(node)).forEach(v -> out.replace(node, v));
    for (Donor donor : view.donorsAt(node.start(), view.kind(node))) {
      boolean wanted = donor.node().is("identifier", "attribute", "subscript", "call");
      if (wanted && !donor.text().equals(own)) {
        out.replace(node, donor.text(), Level.of(donor.node()));
      }
    }
  }
}
