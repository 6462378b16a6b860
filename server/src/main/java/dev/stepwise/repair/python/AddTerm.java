package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Adds, subtracts or multiplies by another variable.
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
    boolean operand =
        view.isValue(node)
            && node.is("identifier", "attribute", "subscript", "call", "binary_operator")
            && view.kind(node).mayCount()
            && (Code.isWhole(node) || node.isPart("right", "binary_operator"));
    if (!operand) {
      return;
    }
    String own = view.text(node);
    for (String name : view.variablesAt(node.start())) {
      boolean self = own.equals(name);
      if (view.kindOf(name).mayCount()) {
        out.replace(node, Code.operand(view, node, Level.PRODUCT) + " * " + name, Level.PRODUCT);
        if (!self) {
          out.replace(node, Code.operand(view, node, Level.SUM) + " + " + name, Level.SUM);
          out.replace(node, Code.operand(view, node, Level.SUM) + " - " + name, Level.SUM);
          out.replace(node, name + " - " + Code.operand(view, node, Level.PRODUCT), Level.SUM);
        }
      }
    }
    if (view.kind(node) == Kind.NUMBER || node.is("identifier")) {
      out.replace(node, Code.operand(view, node, Level.ATOM) + " ** 2", Level.POWER);
    }
  }
}
