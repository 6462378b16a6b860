package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Reads another attribute that the file knows.
///
/// ```diff
///   def ready(task, done):
/// -     return done.issuperset(task.followers) and not task.needs
/// +     return done.issuperset(task.needs) and not task.needs
/// ```
final class OtherAttribute implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean read = node.is("attribute") && !node.isPart("function", "call");
    if (!read) {
      return;
    }
    String own = view.text(node, "attribute");
    for (String other : view.attributes()) {
      if (!other.equals(own)) {
        out.raw(node.end() - own.length(), node.end(), other);
      }
    }
  }
}
