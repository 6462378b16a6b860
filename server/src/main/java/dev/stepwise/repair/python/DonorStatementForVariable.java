package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Repeats a statement of the function for another variable.
///
/// ```diff
///   def wrapped(text, width):
///       lines = []
///       while len(text) > width:
///           line, text = text[:width], text[width:]
///           lines.append(line)
/// +     lines.append(text)
///       return lines
/// ```
final class DonorStatementForVariable implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isStatement(node)) {
      return;
    }
    boolean last = out.next(node).isEmpty() && !Code.leaves(node);
    for (String code : Statements.forOtherVariables(node, view)) {
      out.before(node, code);
      if (last) {
        out.after(node, code);
      }
    }
  }
}
