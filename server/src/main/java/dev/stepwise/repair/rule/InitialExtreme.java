package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ForStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.Variable;
import java.util.List;
import java.util.Map;

/// Starts the search for an extreme from a value that anything beats, or from the first element.
///
/// ```diff
///   int largest(int[] values) {
/// -   int largest = 0;
/// +   int largest = Integer.MIN_VALUE;
///     for (int value : values) {
///       largest = Math.max(largest, value);
///     }
///     return largest;
///   }
/// ```
final class InitialExtreme implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  private static final Map<String, List<String>> EXTREMES =
      Map.of(
          "int", List.of("Integer.MIN_VALUE", "Integer.MAX_VALUE"),
          "long", List.of("Long.MIN_VALUE", "Long.MAX_VALUE"),
          "double", List.of("Double.NEGATIVE_INFINITY", "Double.POSITIVE_INFINITY"));

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof VariableDeclarator v)
        || v.getInitializer().isEmpty()
        || Nodes.parent(Nodes.parent(v)) instanceof ForStmt) {
      return;
    }
    Expression initial = v.getInitializer().get();
    JavaType type = view.types().wantedOrOwn(initial);
    EXTREMES.getOrDefault(type.name(), List.of()).forEach(e -> first(initial, e, type, out));
    if (!(initial instanceof LiteralExpr) && !(initial instanceof FieldAccessExpr)) {
      return;
    }
    for (Variable from : view.variablesAt(view.source().start(v))) {
      if (from.type().isArray() && from.type().element().equals(type)) {
        out.replace(initial, from.name() + "[0]");
      } else if (view.types().relations().superTypes(from.type().name()).contains("List")
          && from.type().argument(0).unboxed().equals(type)) {
        out.replace(initial, from.name() + ".get(0)");
      }
    }
  }

  private static void first(Expression initial, String extreme, JavaType type, Edits out) {
    boolean plain =
        initial instanceof LiteralExpr
            || initial instanceof UnaryExpr
            || initial instanceof FieldAccessExpr;
    if (plain && type.dimensions() == 0) {
      out.replace(initial, extreme);
    }
  }
}
