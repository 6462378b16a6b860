package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Puts another sequence before or behind one.
///
/// ```diff
///   def subsets(items):
///       if not items:
///           return [[]]
///       first, rest = items[0], subsets(items[1:])
/// -     return [[first] + each for each in rest]
/// +     return rest + [[first] + each for each in rest]
/// ```
final class JoinSequences implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean place =
        view.isValue(node)
            && view.kind(node).isContainer()
            && (node.isIn("return_statement", "argument_list")
                || node.isPart("right", "assignment"));
    if (!place) {
      return;
    }
    for (String name : view.variablesAt(node.start())) {
      boolean fits = view.kindOf(name).fits(view.kind(node)) && view.kindOf(name) != Kind.NUMBER;
      if (fits && !view.text(node).equals(name)) {
        out.replace(node, name + " + " + Code.operand(view, node, Level.SUM), Level.SUM);
        out.replace(node, Code.operand(view, node, Level.SUM) + " + " + name, Level.SUM);
      }
    }
  }
}
