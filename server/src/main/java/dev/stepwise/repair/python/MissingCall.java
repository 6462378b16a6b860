package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;

/// Puts something into a collection that is only looked at.
///
/// ```diff
///   def visit(node, wanted):
///       seen = set()
///
///       def search(at):
///           if at in seen:
///               return False
///           if at is wanted:
///               return True
/// +         seen.add(at)
///           return any(search(near) for near in at.near)
///
///       return search(node)
/// ```
final class MissingCall implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isStatement(node)) {
      return;
    }
    for (String collection : view.variablesAt(node.start())) {
      Kind kind = view.kindOf(collection);
      String method = kind == Kind.SET ? ".add(" : kind == Kind.SEQUENCE ? ".append(" : "";
      if (!method.isEmpty()) {
        for (String value : view.variablesAt(node.start())) {
          if (!value.equals(collection) && view.kindOf(value) != Kind.SET) {
            out.before(node, collection + method + value + ")");
            if (out.next(node).isEmpty() && !Code.leaves(node)) {
              out.after(node, collection + method + value + ")");
            }
          }
        }
      }
    }
  }
}
