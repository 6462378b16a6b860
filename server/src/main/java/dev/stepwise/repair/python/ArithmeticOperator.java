package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Replaces an arithmetic operator by another one.
///
/// ```diff
///   def middle(low, high):
/// -     return (low + high) / 2
/// +     return (low + high) // 2
/// ```
final class ArithmeticOperator implements PythonRule {
  private static final List<String> SIGNS = List.of("+", "-", "*", "/", "//", "%", "**");

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("binary_operator") || !SIGNS.contains(Code.operatorText(node))) {
      return;
    }
    SyntaxNode left = node.child("left").orElse(node);
    SyntaxNode right = node.child("right").orElse(node);
    boolean container = view.kind(left).isContainer() || view.kind(right).isContainer();
    for (String sign : container ? List.of("+", "-", "*") : SIGNS) {
      int level = Level.ofOperator(sign);
      out.replace(
          node,
          Code.operand(view, left, level) + " " + sign + " " + Code.operand(view, right, level - 1),
          level);
    }
  }
}
