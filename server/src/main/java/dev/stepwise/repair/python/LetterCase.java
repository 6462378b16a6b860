package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Compares or stores text without regard to its case.
///
/// ```diff
///   def same_name(a, b):
/// -     return a == b
/// +     return a.lower() == b.lower()
/// ```
final class LetterCase implements PythonRule {

  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    Code.comparison(node)
        .filter(o -> List.of("==", "!=", "in").contains(o.kind()))
        .ifPresent(
            o -> {
              SyntaxNode left = node.parts().get(0);
              SyntaxNode right = node.parts().get(1);
              boolean text = isText(view.kind(left)) && isText(view.kind(right));
              if (text && !left.is("list", "tuple") && !right.is("list", "tuple", "none")) {
                String a = Code.operand(view, left, Level.ATOM) + ".lower()";
                String b = Code.operand(view, right, Level.ATOM) + ".lower()";
                out.replace(node, a + " " + o.kind() + " " + b, Level.COMPARISON);
                out.replace(left, a);
              }
            });
  }

  private static boolean isText(Kind kind) {
    return kind == Kind.TEXT || kind == Kind.UNKNOWN;
  }
}
