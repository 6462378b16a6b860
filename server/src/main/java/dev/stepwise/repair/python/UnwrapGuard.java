package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Does always what a condition decided over.
///
/// ```diff
///   def total(numbers):
///       result = 0
///       for number in numbers:
/// -         if number > 0:
/// -             result += number
/// +         result += number
///       return result
/// ```
final class UnwrapGuard implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean lone = node.is("if_statement") && node.child("alternative").isEmpty();
    if (!lone) {
      return;
    }
    List<SyntaxNode> inner = node.child("consequence").map(SyntaxNode::parts).orElse(List.of());
    StringBuilder lines = new StringBuilder();
    for (SyntaxNode s : inner) {
      lines.append(lines.isEmpty() ? "" : "\n").append(out.layout().bare(s));
    }
    out.statement(node, lines.toString());
  }
}
