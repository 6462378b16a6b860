package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.Set;

/// Replaces a whole condition by a usual one or by one from elsewhere.
///
/// ```diff
///   def drain(queue):
///       result = []
/// -     while True:
/// +     while queue:
///           result.append(queue.pop())
///       return result
/// ```
final class ReplaceCondition implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (FunctionView.isCondition(node)) {
      Set<String> others = new LinkedHashSet<>(Code.guards(view, node.start()));
      others.addAll(Code.asked(view, node.start()));
      for (String other : others) {
        out.replace(node, other, Level.OR);
      }
    }
  }
}
