package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.ArrayList;
import java.util.List;

/// Uses a part of a list or text instead of all of it.
///
/// ```diff
///   int sumAfter(java.util.List<Integer> values, int start) {
///     int sum = 0;
/// -   for (int value : values) {
/// +   for (int value : values.subList(start, values.size())) {
///       sum += value;
///     }
///     return sum;
///   }
/// ```
final class PartOfSequence implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof NameExpr name) || !isWhole(name)) {
      return;
    }
    JavaType type = view.types().of(name);
    boolean list = view.types().relations().superTypes(type.name()).contains("List");
    if (!type.isString() && (!list || type.isArray())) {
      return;
    }
    List<String> borders = new ArrayList<>(List.of("1"));
    view.variablesAt(view.source().start(name), JavaType.INT).stream()
        .filter(v -> v.type().unboxed().equals(JavaType.INT))
        .forEach(v -> borders.add(v.name()));
    String n = name.getNameAsString();
    for (String border : borders) {
      if (list) {
        out.replace(name, n + ".subList(" + border + ", " + n + ".size())");
        out.replace(name, n + ".subList(0, " + border + ")");
      } else {
        out.replace(name, n + ".substring(" + border + ")");
        out.replace(name, n + ".substring(0, " + border + ")");
      }
    }
  }

  private static boolean isWhole(NameExpr name) {
    Node parent = Nodes.parent(name);
    return parent instanceof ForEachStmt
        || parent instanceof ReturnStmt
        || (parent instanceof NodeWithArguments<?>
            && !(parent instanceof MethodCallExpr c && Nodes.same(c.getScope(), name)));
  }
}
