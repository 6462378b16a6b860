package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Asks the next condition only where the one before did not hold, or always.
///
/// ```diff
///   def grade(points):
///       result = 'C'
///       if points > 90:
///           result = 'A'
/// -     if points > 80:
/// +     elif points > 80:
///           result = 'B'
///       return result
/// ```
final class ElseBranch implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean behindIf =
        node.is("if_statement")
            && node.parent()
                .map(p -> p.parts())
                .filter(all -> all.indexOf(node) > 0)
                .filter(all -> all.get(all.indexOf(node) - 1).is("if_statement"))
                .isPresent();
    if (behindIf && view.tree().startsLine(node)) {
      out.raw(node.start(), node.start() + "if".length(), "elif");
    }
    if (node.is("elif_clause")) {
      out.raw(node.start(), node.start() + "elif".length(), "if");
    }
  }
}
