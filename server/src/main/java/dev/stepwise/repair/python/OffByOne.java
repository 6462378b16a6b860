package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Adds or takes one from a whole number: a bound, an index, a length, an argument.
///
/// ```diff
///   def last(numbers):
/// -     return numbers[len(numbers)]
/// +     return numbers[len(numbers) - 1]
/// ```
final class OffByOne implements PythonRule {

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean number =
        node.is("identifier", "call", "binary_operator", "attribute", "subscript")
            && view.isValue(node)
            && view.kind(node).mayCount();
    if (!number || isStep(node, view) || !isPlace(node)) {
      return;
    }
    for (String step : List.of(" + 1", " - 1")) {
      out.replace(node, Code.operand(view, node, Level.SUM) + step, Level.SUM);
    }
  }

  private static boolean isPlace(SyntaxNode e) {
    return Code.isWhole(e) || e.isIn("binary_operator", "conditional_expression");
  }

  private static boolean isStep(SyntaxNode e, FunctionView view) {
    boolean tail = e.is("binary_operator") && view.text(e, "right").equals("1");
    return tail || e.isIn("expression_statement");
  }
}
