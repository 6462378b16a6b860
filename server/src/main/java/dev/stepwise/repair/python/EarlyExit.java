package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Leaves the loop or the function at a place.
///
/// ```diff
///   def index_of(items, wanted):
///       found = -1
///       for i, item in enumerate(items):
///           if item == wanted:
///               found = i
/// +             break
///       return found
/// ```
final class EarlyExit implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean place =
        FunctionView.isStatement(node) && !Code.leaves(node) && out.next(node).isEmpty();
    if (place && node.around("if_statement", "for_statement", "while_statement").isPresent()) {
      Code.exits(view, node).forEach(e -> out.after(node, e));
    }
  }
}
