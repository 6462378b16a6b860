package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Sets a variable that the loop uses and never changes.
///
/// ```diff
///   def reverse(node):
///       before = None
///       while node:
///           behind = node.next
///           node.next = before
/// +         before = node
///           node = behind
///       return before
/// ```
final class MissingAssignment implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isStatement(node) || !FunctionView.inLoop(node)) {
      return;
    }
    SyntaxNode loop = node.around("for_statement", "while_statement").orElse(node);
    for (String target : stale(loop, view)) {
      for (String source : view.variablesAt(node.start(), view.kindOf(target))) {
        if (!source.equals(target)) {
          out.before(node, target + " = " + source);
          if (out.next(node).isEmpty() && !Code.leaves(node)) {
            out.after(node, target + " = " + source);
          }
        }
      }
    }
  }

  /** Variables with a value from before the loop that it does not assign. */
  private static List<String> stale(SyntaxNode loop, FunctionView view) {
    Set<String> assigned = new LinkedHashSet<>();
    for (SyntaxNode a : loop.all("assignment", "augmented_assignment")) {
      a.child("left").ifPresent(l -> l.all("identifier").forEach(n -> assigned.add(view.text(n))));
    }
    Set<String> set = new LinkedHashSet<>();
    for (SyntaxNode a : view.function().all("assignment")) {
      boolean before = a.end() <= loop.start();
      a.child("left")
          .filter(l -> before && l.is("identifier"))
          .map(view::text)
          .filter(n -> !assigned.contains(n) && !view.kindOf(n).isContainer())
          .ifPresent(set::add);
    }
    return List.copyOf(set);
  }
}
