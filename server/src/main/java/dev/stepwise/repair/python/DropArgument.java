package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Leaves out an argument, or the call around its only one.
///
/// ```diff
///   def flat(items):
///       for item in items:
///           if isinstance(item, list):
///               yield from flat(item)
///           else:
/// -             yield flat(item)
/// +             yield item
/// ```
final class DropArgument implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("call")) {
      return;
    }
    List<SyntaxNode> all = Code.arguments(node);
    boolean plain = all.stream().noneMatch(a -> a.is("keyword_argument", "list_splat"));
    for (SyntaxNode argument : all) {
      if (plain && view.isValue(node)) {
        out.replace(node, view.text(argument), Level.of(argument));
      }
    }
    for (int i = 0; i < all.size() && all.size() > 1; i++) {
      int from = i == 0 ? all.get(0).start() : all.get(i - 1).end();
      int to = i == 0 ? all.get(1).start() : all.get(i).end();
      out.raw(from, to, "");
    }
    node.child("function")
        .filter(f -> f.is("attribute") && view.isValue(node))
        .flatMap(f -> f.child("object"))
        .ifPresent(o -> out.replace(node, view.text(o), Level.of(o)));
  }
}
