package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Takes a statement out.
///
/// ```diff
///   def unique(items):
///       seen = []
///       for item in items:
/// -         seen = []
///           if item not in seen:
///               seen.append(item)
///       return seen
/// ```
final class DeleteStatement implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean docstring =
        node.parts().stream().allMatch(p -> p.is("string")) && !node.parts().isEmpty();
    if (FunctionView.isStatement(node) && !docstring && !node.is("pass_statement")) {
      out.delete(node);
    }
  }
}
