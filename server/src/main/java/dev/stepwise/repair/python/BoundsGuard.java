package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Asks whether an index is inside before it is used.
///
/// ```diff
///   def skip_spaces(text, i):
/// -     while text[i] == ' ':
/// +     while i < len(text) and text[i] == ' ':
///           i += 1
///       return i
/// ```
final class BoundsGuard implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isCondition(node)) {
      return;
    }
    for (SyntaxNode access : node.all("subscript")) {
      SyntaxNode value = access.child("value").orElse(access);
      SyntaxNode index = access.parts().getLast();
      boolean plain = access.parts().size() == 2 && index.is("identifier", "binary_operator");
      if (plain && value.is("identifier", "attribute", "subscript")) {
        String at = view.text(index);
        String rest = Code.operand(view, node, Level.AND);
        out.replace(node, at + " < len(" + view.text(value) + ") and " + rest, Level.AND);
        out.replace(node, at + " >= 0 and " + rest, Level.AND);
        out.replace(node, at + " in " + view.text(value) + " and " + rest, Level.AND);
      }
    }
  }
}
