package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Moves the colon of a slice to the other side of its bound, or drops a bound.
///
/// ```diff
///   def tail(text, n):
/// -     return text[:n]
/// +     return text[n:]
/// ```
final class SliceBounds implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("slice") || node.children().stream().filter(c -> c.is(":")).count() != 1) {
      return;
    }
    String text = view.text(node).replace(" ", "");
    int colon = text.indexOf(':');
    String from = text.substring(0, colon);
    String to = text.substring(colon + 1);
    if (from.isEmpty() || to.isEmpty()) {
      out.raw(node.start(), node.end(), to + ":" + from);
    }
    out.raw(node.start(), node.end(), from + ":");
    out.raw(node.start(), node.end(), ":" + to);
  }
}
