package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Changes where a range begins, ends, or in which direction it goes.
///
/// ```diff
///   def divisors(n):
/// -     return [i for i in range(n) if n % i == 0]
/// +     return [i for i in range(1, n) if n % i == 0]
/// ```
final class RangeBounds implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("call") || !Code.called(view, node).equals("range")) {
      return;
    }
    List<SyntaxNode> all = Code.arguments(node);
    if (all.size() == 1) {
      out.replace(node, "range(1, " + view.text(all.get(0)) + ")");
      out.replace(node, "range(1, " + Code.operand(view, all.get(0), Level.SUM) + " + 1)");
      out.replace(node, "range(" + Code.operand(view, all.get(0), Level.SUM) + " - 1, -1, -1)");
    } else if (all.size() == 2) {
      out.replace(node, "range(" + view.text(all.get(1)) + ")");
      out.replace(
          node,
          "range("
              + Code.operand(view, all.get(1), Level.SUM)
              + " - 1, "
              + Code.operand(view, all.get(0), Level.SUM)
              + " - 1, -1)");
    } else if (all.size() == 3) {
      out.replace(node, "range(" + view.text(all.get(0)) + ", " + view.text(all.get(1)) + ")");
    }
    out.replace(node, "reversed(" + view.text(node) + ")");
  }
}
