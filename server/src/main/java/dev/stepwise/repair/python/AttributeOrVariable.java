package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Reads the field of the object instead of the variable of that name, or the other way round.
///
/// ```diff
///   class Counter:
///       def __init__(self, step):
///           self.step = step
///           self.count = 0
///
///       def advance(self, step):
/// -         self.count += step
/// +         self.count += self.step
///           return self.count
/// ```
final class AttributeOrVariable implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean name = node.is("identifier") && view.isValue(node);
    if (name && view.attributes().contains(view.text(node))) {
      out.replace(node, "self." + view.text(node));
    }
    boolean own =
        node.is("attribute") && view.text(node, "object").equals("self") && view.isValue(node);
    String attribute = view.text(node, "attribute");
    if (own && view.variablesAt(node.start()).contains(attribute)) {
      out.replace(node, attribute);
    }
  }
}
