package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Replaces how a value is assigned: adds instead of subtracting, or sets.
///
/// ```diff
///   def total(prices):
///       result = 0
///       for price in prices:
/// -         result = price
/// +         result += price
///       return result
/// ```
final class AssignmentOperator implements PythonRule {
  private static final List<String> SIGNS = List.of("+=", "-=", "*=", "//=", "=");

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (node.is("augmented_assignment")) {
      Code.operator(node)
          .ifPresent(
              o -> {
                boolean bits = "&=|=^=".contains(o.kind());
                for (String sign : bits ? List.of("=") : SIGNS) {
                  out.raw(o.start(), o.end(), sign);
                }
              });
    } else if (node.is("assignment")
        && FunctionView.inLoop(node)
        && node.child("left")
            .filter(l -> l.is("identifier", "subscript", "attribute"))
            .isPresent()) {
      node.children().stream()
          .filter(c -> c.is("="))
          .findFirst()
          .ifPresent(
              o -> {
                for (String sign : List.of("+=", "-=", "*=")) {
                  out.raw(o.start(), o.end(), sign);
                }
              });
    }
  }
}
