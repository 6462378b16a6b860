package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Returns something else: another variable, or what a constant should depend on.
///
/// ```diff
///   def is_balanced(text):
///       depth = 0
///       for letter in text:
///           depth += 1 if letter == '(' else -1
///           if depth < 0:
///               return False
/// -     return True
/// +     return depth == 0
/// ```
final class ReturnValue implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.isIn("return_statement") || !view.isValue(node)) {
      return;
    }
    boolean truth = view.kind(node) == Kind.BOOLEAN;
    for (String name : view.variablesAt(node.start())) {
      Kind kind = view.kindOf(name);
      if (truth && kind == Kind.NUMBER) {
        out.replace(node, name + " == 0", Level.COMPARISON);
        out.replace(node, name + " > 0", Level.COMPARISON);
      } else if (truth) {
        out.replace(node, "not " + name, Level.NOT);
        out.replace(node, name + " is not None", Level.COMPARISON);
      } else if (kind.fits(view.kind(node))) {
        out.replace(node, name);
      }
    }
    if (truth) {
      Code.asked(view, node.start()).forEach(c -> out.replace(node, c, Level.OR));
    }
    Code.results(view).forEach(r -> out.replace(node, r, Level.SIGN));
  }
}
