package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Groups a sum and a product the other way.
///
/// ```diff
///   def average(a, b):
/// -     return a + b / 2
/// +     return (a + b) / 2
/// ```
final class Regroup implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean sum = node.is("binary_operator") && List.of("+", "-").contains(Code.operatorText(node));
    SyntaxNode right = node.child("right").orElse(node);
    boolean product =
        right.is("binary_operator")
            && List.of("*", "/", "//", "%").contains(Code.operatorText(right));
    if (sum && product) {
      SyntaxNode left = node.child("left").orElse(node);
      SyntaxNode middle = right.child("left").orElse(right);
      out.replace(
          node,
          "("
              + view.text(left)
              + " "
              + Code.operatorText(node)
              + " "
              + view.text(middle)
              + ") "
              + Code.operatorText(right)
              + " "
              + view.text(right, "right"),
          Level.PRODUCT);
    }
    boolean grouped =
        node.is("parenthesized_expression")
            && node.isIn("binary_operator")
            && node.parts().stream().anyMatch(p -> p.is("binary_operator"));
    if (grouped) {
      out.raw(node.start(), node.end(), view.text(node.parts().getFirst()));
    }
  }
}
