package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Repeats what was done once, or does once what was repeated.
///
/// ```diff
///   def trimmed(text):
/// -     if text.startswith('  '):
/// +     while text.startswith('  '):
///           text = text[1:]
///       return text
/// ```
final class BranchOrLoop implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("if_statement") && node.child("alternative").isEmpty()) {
      out.raw(node.start(), node.start() + "if".length(), "while");
    } else if (node.is("while_statement") && node.child("alternative").isEmpty()) {
      out.raw(node.start(), node.start() + "while".length(), "if");
    }
  }
}
