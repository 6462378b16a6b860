package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Adds all elements instead of the collection itself, or one element instead of all.
///
/// ```diff
///   void collect(java.util.List<Object> all, java.util.List<String> more) {
/// -   all.add(more);
/// +   all.addAll(more);
///   }
/// ```
final class CollectionConversion implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof MethodCallExpr call) || call.getArguments().size() != 1) {
      return;
    }
    String other =
        switch (call.getNameAsString()) {
          case "add" -> "addAll";
          case "addAll" -> "add";
          case "remove" -> "removeAll";
          case "contains" -> "containsAll";
          default -> "";
        };
    JavaType argument = view.types().of(call.getArgument(0));
    boolean collection = !argument.isKnown() || view.types().relations().isCollection(argument);
    if (!other.isEmpty() && collection) {
      out.replace(call.getName(), other);
    }
  }
}
