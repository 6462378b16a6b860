package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.Set;

/// Takes the larger or the smaller of two values instead of one.
///
/// ```diff
///   def longest_run(runs):
///       longest = 0
///       for run in runs:
/// -         longest = len(run)
/// +         longest = max(longest, len(run))
///       return longest
/// ```
final class LargerOrSmaller implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean value =
        node.isPart("right", "assignment")
            || node.isIn("return_statement")
            || isWholeArgument(node);
    if (!value || !view.isValue(node) || !view.kind(node).mayCount()) {
      return;
    }
    Set<String> others = new LinkedHashSet<>();
    node.parent()
        .filter(p -> p.is("assignment"))
        .flatMap(p -> p.child("left"))
        .filter(l -> l.is("identifier", "subscript", "attribute"))
        .filter(l -> !view.text(node).contains(view.text(l)))
        .map(view::text)
        .ifPresent(others::add);
    others.add("0");
    for (String other : others) {
      out.replace(node, "max(" + other + ", " + view.text(node) + ")");
      out.replace(node, "min(" + other + ", " + view.text(node) + ")");
    }
  }

  private static boolean isWholeArgument(SyntaxNode node) {
    return node.is("binary_operator") && node.isIn("argument_list");
  }
}
