package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Replaces a bitwise operator by another one.
///
/// ```diff
///   def lowest_bit(number):
/// -     return number | -number
/// +     return number & -number
/// ```
final class BitwiseOperator implements PythonRule {
  private static final List<String> SIGNS = List.of("&", "|", "^", "<<", ">>");

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean binary = node.is("binary_operator") && SIGNS.contains(Code.operatorText(node));
    String text = Code.operatorText(node);
    boolean augmented =
        node.is("augmented_assignment")
            && SIGNS.contains(text.substring(0, Math.max(0, text.length() - 1)));
    if (binary || augmented) {
      Code.operator(node)
          .ifPresent(
              o -> {
                for (String sign : SIGNS) {
                  out.raw(o.start(), o.end(), augmented ? sign + "=" : sign);
                }
              });
    }
  }
}
