package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Exchanges the operands of an operator.
///
/// ```diff
///   def reversed_text(text):
///       result = ''
///       for letter in text:
/// -         result = result + letter
/// +         result = letter + result
///       return result
/// ```
final class SwapOperands implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("binary_operator")) {
      return;
    }
    String sign = Code.operatorText(node);
    SyntaxNode left = node.child("left").orElse(node);
    SyntaxNode right = node.child("right").orElse(node);
    boolean numbers = view.kind(left) == Kind.NUMBER || view.kind(right) == Kind.NUMBER;
    boolean same = List.of("*", "&", "|", "^").contains(sign) || (sign.equals("+") && numbers);
    if (!same) {
      out.exchange(left, right);
    }
  }
}
