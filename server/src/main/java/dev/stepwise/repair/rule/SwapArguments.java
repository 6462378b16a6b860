package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Exchanges two arguments of fitting types.
///
/// ```diff
///   int power(int base, int exponent) {
/// -   return exponent == 0 ? 1 : base * power(exponent - 1, base);
/// +   return exponent == 0 ? 1 : base * power(base, exponent - 1);
///   }
/// ```
final class SwapArguments implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof NodeWithArguments<?> call) {
      NodeList<Expression> arguments = call.getArguments();
      for (int i = 0; i < arguments.size(); i++) {
        for (int j = i + 1; j < arguments.size(); j++) {
          if (fits(arguments.get(i), arguments.get(j), view)) {
            out.exchange(arguments.get(i), arguments.get(j));
          }
        }
      }
    }
  }

  private static boolean fits(Expression a, Expression b, MethodView view) {
    JavaType typeA = view.types().of(a);
    JavaType typeB = view.types().of(b);
    return !view.text(a).equals(view.text(b))
        && view.types().relations().assignable(typeA, typeB)
        && view.types().relations().assignable(typeB, typeA);
  }
}
