package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.MethodView;
import java.util.Set;

/// Compares the other way round.
///
/// ```diff
///   void sortDescending(java.util.List<Integer> values) {
/// -   values.sort((a, b) -> a.compareTo(b));
/// +   values.sort((a, b) -> b.compareTo(a));
///   }
/// ```
final class ComparisonOrder implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof MethodCallExpr call
        && call.getArguments().size() == 1
        && call.getScope().isPresent()
        && !view.text(call.getScope().get()).equals(view.text(call.getArgument(0)))
        && Set.of(
                "compareTo",
                "equals",
                "compareToIgnoreCase",
                "isBefore",
                "isAfter",
                "minus",
                "subtract",
                "divide",
                "contains",
                "startsWith",
                "endsWith",
                "containsAll",
                "concat")
            .contains(call.getNameAsString())
        && view.types()
            .relations()
            .assignable(
                view.types().of(call.getScope().get()), view.types().of(call.getArgument(0)))
        && Code.isObject(call.getScope().get(), view)) {
      String scope = view.text(call.getScope().get());
      String argument = Code.tight(view, call.getArgument(0));
      out.replace(call, argument + "." + call.getNameAsString() + "(" + scope + ")");
    }
    if (node instanceof MethodCallExpr call
        && call.getNameAsString().startsWith("comparing")
        && !call.getNameAsString().equals("comparingByKey")) {
      out.replace(call, view.text(call) + ".reversed()");
    }
  }
}
