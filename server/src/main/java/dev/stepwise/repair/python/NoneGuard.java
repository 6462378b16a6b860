package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.Set;

/// Asks for None before an attribute or an element of a value is used.
///
/// ```diff
///   def depth(node):
/// -     if node.left:
/// +     if node is not None and node.left:
///           return 1 + depth(node.left)
///       return 0
/// ```
final class NoneGuard implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isCondition(node)) {
      return;
    }
    Set<String> used = new LinkedHashSet<>();
    for (SyntaxNode access : node.all("attribute", "subscript")) {
      access
          .child(access.is("attribute") ? "object" : "value")
          .filter(o -> o.is("identifier", "attribute") && !view.text(o).equals("self"))
          .ifPresent(o -> used.add(view.text(o)));
    }
    for (String value : used) {
      if (!view.text(node).contains(value + " is")) {
        out.replace(node, value + " is None or " + Code.operand(view, node, Level.OR), Level.OR);
        out.replace(
            node, value + " is not None and " + Code.operand(view, node, Level.AND), Level.AND);
      }
    }
  }
}
