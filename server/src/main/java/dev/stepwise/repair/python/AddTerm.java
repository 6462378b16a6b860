package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Adds or subtracts another variable.
///
/// ```diff
///   def kth(numbers, k):
///       above = [n for n in numbers if n > numbers[0]]
///       below = len(numbers) - len(above)
///       if k >= below:
/// -         return kth(above, k)
/// +         return kth(above, k - below)
///       return numbers[0]
/// ```
final class AddTerm implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!isOperand(node, view)) {
      return;
    }
    for (String name : view.variablesAt(node.start())) {
      if (view.kindOf(name).mayCount() && !view.text(node).equals(name)) {
        out.replace(node, Code.operand(view, node, Level.SUM) + " + " + name, Level.SUM);
        out.replace(node, Code.operand(view, node, Level.SUM) + " - " + name, Level.SUM);
        out.replace(node, name + " - " + Code.operand(view, node, Level.PRODUCT), Level.SUM);
      }
    }
  }

  /** Whether the node is a number as a whole, or the last operand of an operator. */
  static boolean isOperand(SyntaxNode node, FunctionView view) {
    return view.isValue(node)
        && node.is("identifier", "attribute", "subscript", "call", "binary_operator")
        && view.kind(node).mayCount()
        && (Code.isWhole(node) || node.isPart("right", "binary_operator"));
  }
}
