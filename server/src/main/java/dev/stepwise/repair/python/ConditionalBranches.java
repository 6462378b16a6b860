package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Exchanges the two values of a conditional expression.
///
/// ```diff
///   def larger(a, b):
/// -     return b if a > b else a
/// +     return a if a > b else b
/// ```
final class ConditionalBranches implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("conditional_expression") && node.parts().size() == 3) {
      out.exchange(node.parts().get(0), node.parts().get(2));
    }
  }
}
