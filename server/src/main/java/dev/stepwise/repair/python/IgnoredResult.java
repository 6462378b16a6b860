package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Keeps the result of a call that changes nothing in place, or drops that of one that does.
///
/// ```diff
///   def cleaned(name):
/// -     name.strip()
/// +     name = name.strip()
///       return name
/// ```
///
/// ```diff
///   def ordered(items):
/// -     items = items.sort()
/// +     items.sort()
///       return items
/// ```
final class IgnoredResult implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("call") && node.isIn("expression_statement")) {
      node.child("function")
          .flatMap(f -> f.child("object"))
          .filter(o -> o.is("identifier", "attribute"))
          .ifPresent(o -> out.raw(node.start(), node.start(), view.text(o) + " = "));
      SyntaxNode first = Code.arguments(node).stream().findFirst().orElse(node);
      if (first.is("identifier")) {
        out.raw(node.start(), node.start(), view.text(first) + " = ");
      }
    }
    boolean kept =
        node.is("assignment") && node.child("right").filter(r -> r.is("call")).isPresent();
    if (kept && node.isIn("expression_statement")) {
      node.child("right").ifPresent(r -> out.raw(node.start(), r.start(), ""));
    }
  }
}
