package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Returns what is computed and thrown away, or what was computed last.
///
/// ```diff
///   def largest(numbers):
///       best = numbers[0]
///       for number in numbers:
///           if number > best:
///               best = number
/// +     return best
/// ```
final class MissingReturn implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean value =
        node.is("expression_statement")
            && node.parts().stream().allMatch(view::isValue)
            && FunctionView.isStatement(node);
    if (value) {
      out.raw(node.start(), node.start(), "return ");
    }
    boolean last =
        FunctionView.isStatement(node)
            && out.next(node).isEmpty()
            && node.parent().equals(view.function().child("body"))
            && !Code.leaves(node)
            && view.function().all("yield").isEmpty();
    if (last) {
      for (String name : view.variablesAt(node.end())) {
        out.after(node, "return " + name);
      }
    }
  }
}
