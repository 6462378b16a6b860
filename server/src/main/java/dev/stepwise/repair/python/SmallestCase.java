package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Ends the recursion for one element or step too, not only for none.
///
/// ```diff
///   def sort(items):
/// -     if len(items) == 0:
/// +     if len(items) <= 1:
///           return items
///       middle = len(items) // 2
///       return merge(sort(items[:middle]), sort(items[middle:]))
/// ```
final class SmallestCase implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isCondition(node)) {
      return;
    }
    if (node.is("not_operator")) {
      node.child("argument")
          .filter(a -> a.is("identifier") && view.kind(a).mayHold())
          .ifPresent(a -> out.replace(node, "len(" + view.text(a) + ") <= 1", Level.COMPARISON));
    }
    Code.comparison(node)
        .filter(o -> List.of("==", "<=", "<").contains(o.kind()))
        .filter(o -> node.parts().get(1).is("integer"))
        .ifPresent(
            o -> {
              String left = view.text(node.parts().get(0));
              String most = view.text(node.parts().get(1)).equals("0") ? "1" : "2";
              out.replace(node, left + " <= " + most, Level.COMPARISON);
            });
  }
}
