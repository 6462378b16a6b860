package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;

/// Adds at the other end of a text or list, or reverses the finished text.
///
/// ```diff
///   String binary(int number) {
///     StringBuilder bits = new StringBuilder();
///     for (int rest = number; rest > 0; rest /= 2) {
///       bits.append(rest % 2);
///     }
/// -   return bits.toString();
/// +   return bits.reverse().toString();
///   }
/// ```
final class AppendOrder implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof MethodCallExpr call) || call.getScope().isEmpty()) {
      return;
    }
    Expression receiver = call.getScope().get();
    JavaType type = view.types().of(receiver);
    List<Expression> arguments = call.getArguments();
    String name = call.getNameAsString();
    if (type.name().equals("StringBuilder")) {
      if (name.equals("append") && arguments.size() == 1) {
        out.replace(call, view.text(receiver) + ".insert(0, " + view.text(arguments.get(0)) + ")");
      } else if (name.equals("insert") && arguments.size() == 2) {
        out.replace(call, view.text(receiver) + ".append(" + view.text(arguments.get(1)) + ")");
      } else if (name.equals("toString")) {
        out.replace(call, view.text(receiver) + ".reverse().toString()");
      } else if (name.equals("reverse")) {
        out.replace(call, view.text(receiver));
      }
    } else if (name.equals("add")
        && view.types().relations().superTypes(type.name()).contains("List")) {
      if (arguments.size() == 1) {
        out.replace(call, view.text(receiver) + ".add(0, " + view.text(arguments.get(0)) + ")");
      } else if (arguments.size() == 2) {
        out.replace(call, view.text(receiver) + ".add(" + view.text(arguments.get(1)) + ")");
      }
    }
  }
}
