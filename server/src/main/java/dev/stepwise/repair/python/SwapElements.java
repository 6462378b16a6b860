package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Exchanges two neighbours in a tuple, a list or a key of several parts.
///
/// ```diff
///   def shortest(length, i, j, k):
/// -     return min(length[i, j], length[i, k] + length[j, k])
/// +     return min(length[i, j], length[i, k] + length[k, j])
/// ```
final class SwapElements implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean many =
        node.is("tuple", "list", "expression_list", "pattern_list", "subscript", "tuple_pattern");
    List<SyntaxNode> all = node.parts();
    for (int i = node.is("subscript") ? 1 : 0; many && i + 1 < all.size(); i++) {
      if (!view.text(all.get(i)).equals(view.text(all.get(i + 1)))) {
        out.exchange(all.get(i), all.get(i + 1));
      }
    }
  }
}
