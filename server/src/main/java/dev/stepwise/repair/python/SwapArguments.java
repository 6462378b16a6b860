package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Exchanges two neighbouring arguments.
///
/// ```diff
///   def greatest_divisor(a, b):
///       if b == 0:
///           return a
/// -     return greatest_divisor(a % b, b)
/// +     return greatest_divisor(b, a % b)
/// ```
final class SwapArguments implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    List<SyntaxNode> all = Code.arguments(node);
    for (int i = 0; i + 1 < all.size() && node.is("call"); i++) {
      boolean plain = !all.get(i).is("keyword_argument") && !all.get(i + 1).is("keyword_argument");
      if (plain && !view.text(all.get(i)).equals(view.text(all.get(i + 1)))) {
        out.exchange(all.get(i), all.get(i + 1));
      }
    }
  }
}
