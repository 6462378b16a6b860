package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;

/// Copies a collection before it is kept or changed.
///
/// ```diff
///   def paths(path, result):
/// -     result.append(path)
/// +     result.append(list(path))
///       path.pop()
///       return result
/// ```
final class DefensiveCopy implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean place =
        node.isIn("argument_list", "return_statement")
            || node.isPart("right", "assignment", "for_statement");
    boolean name = node.is("identifier", "attribute", "subscript") && view.isValue(node);
    if (place && name && view.kind(node) != Kind.NUMBER && view.kind(node) != Kind.TEXT) {
      out.replace(node, "list(" + view.text(node) + ")");
      out.replace(node, view.text(node) + ".copy()");
      out.replace(node, view.text(node) + "[:]");
    }
  }
}
