package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Removes by value where an index was taken, or the other way round.
///
/// ```diff
///   void forget(java.util.List<Integer> numbers, int number) {
/// -   numbers.remove(number);
/// +   numbers.remove(Integer.valueOf(number));
///   }
/// ```
final class RemoveByIndexOrValue implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof MethodCallExpr call)
        || !call.getNameAsString().equals("remove")
        || call.getArguments().size() != 1
        || call.getScope().isEmpty()
        || !view.types().relations().isCollection(view.types().of(call.getScope().get()))) {
      return;
    }
    Expression argument = call.getArgument(0);
    JavaType type = view.types().of(argument);
    String text = view.text(argument);
    if (type.equals(JavaType.INT)) {
      out.replace(argument, "Integer.valueOf(" + text + ")");
    } else if (type.equals(JavaType.named("Integer"))) {
      out.replace(argument, Code.tight(view, argument) + ".intValue()");
    }
    if (type.isReference()) {
      out.replace(argument, view.text(call.getScope().get()) + ".indexOf(" + text + ")");
    }
  }
}
