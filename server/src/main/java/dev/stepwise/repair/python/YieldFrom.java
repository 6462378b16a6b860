package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Yields what a generator yields instead of the generator, or the other way round.
///
/// ```diff
///   def leaves(tree):
///       for child in tree:
///           if isinstance(child, list):
/// -             yield leaves(child)
/// +             yield from leaves(child)
///           else:
///               yield child
/// ```
final class YieldFrom implements PythonRule {

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("yield") || node.parts().isEmpty()) {
      return;
    }
    String value = view.text(node.parts().getFirst());
    boolean from = node.children().stream().anyMatch(c -> c.is("from"));
    out.raw(node.start(), node.end(), from ? "yield " + value : "yield from " + value);
  }
}
