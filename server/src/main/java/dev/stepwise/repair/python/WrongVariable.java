package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Reads another variable.
///
/// ```diff
///   def frequencies(words):
///       counts = {}
///       for word in words:
/// -         counts[word] = words.get(word, 0) + 1
/// +         counts[word] = counts.get(word, 0) + 1
///       return counts
/// ```
final class WrongVariable implements PythonRule {

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("identifier") || !(view.isValue(node) || isReceiver(node))) {
      return;
    }
    if (!view.variablesAt(node.start()).contains(view.text(node))) {
      return;
    }
    for (String other : view.variablesAt(node.start(), view.kind(node))) {
      if (!other.equals(view.text(node))) {
        out.replace(node, other);
      }
    }
  }

  private static boolean isReceiver(SyntaxNode node) {
    return node.isPart("object", "attribute") || node.isPart("value", "subscript");
  }
}
