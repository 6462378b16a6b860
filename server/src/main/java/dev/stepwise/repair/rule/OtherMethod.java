package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.LinkedHashSet;
import java.util.Set;

/// Calls another method that the class has or that the file calls on the same type.
///
/// ```diff
///   int even(int n) {
/// -   return n == 0 ? 1 : even(n - 1);
/// +   return n == 0 ? 1 : odd(n - 1);
///   }
///
///   int odd(int n) {
///     return n == 0 ? 0 : even(n - 1);
///   }
/// ```
final class OtherMethod implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof MethodCallExpr call)) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    if (call.getScope().isEmpty()) {
      view.siblings().stream()
          .filter(m -> m.getParameters().size() == call.getArguments().size())
          .filter(m -> fits(JavaType.of(m.getType()), call, view))
          .forEach(m -> names.add(m.getNameAsString()));
    } else {
      JavaType receiver = view.types().of(call.getScope().get());
      view.types().methodsOf(receiver.name()).stream()
          .filter(m -> m.getParameters().size() == call.getArguments().size() && !m.isPrivate())
          .filter(m -> fits(JavaType.of(m.getType()), call, view))
          .forEach(m -> names.add(m.getNameAsString()));
      for (MethodCallExpr other : view.source().unit().findAll(MethodCallExpr.class)) {
        boolean same =
            other.getArguments().size() == call.getArguments().size()
                && other.getScope().isPresent()
                && receiver.isKnown()
                && receiver.name().equals(view.types().of(other.getScope().get()).name());
        if (same && fits(view.types().of(other), call, view)) {
          names.add(other.getNameAsString());
        }
      }
    }
    names.forEach(n -> out.replace(call.getName(), n));
  }

  private static boolean fits(JavaType result, MethodCallExpr call, MethodView view) {
    JavaType wanted = view.types().wantedOrOwn(call);
    return Nodes.parent(call) instanceof ExpressionStmt
        || view.types().relations().assignable(result, wanted);
  }
}
