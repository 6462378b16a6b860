package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Hands out, stores or walks a copy of a collection, so that a change of the one does not reach
/// the other; makes a fixed list changeable.
///
/// ```diff
///   void snapshot(java.util.List<java.util.List<Integer>> all, java.util.List<Integer> current) {
/// -   all.add(current);
/// +   all.add(new java.util.ArrayList<>(current));
///   }
/// ```
///
/// ```diff
///   java.util.List<String> names() {
/// -   java.util.List<String> names = java.util.List.of("a");
/// +   java.util.List<String> names = new java.util.ArrayList<>(java.util.List.of("a"));
///     names.add("b");
///     return names;
///   }
/// ```
final class DefensiveCopy implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e) || !isHandedOver(e)) {
      return;
    }
    JavaType type = view.types().wantedOrOwn(e);
    if (!type.isKnown()) {
      type = view.types().of(e);
    }
    if (type.isArray()) {
      if (e instanceof NameExpr) {
        out.replace(e, view.text(e) + ".clone()");
      }
      return;
    }
    Implementations.of(type, view)
        .ifPresent(copy -> out.replace(e, "new " + copy + "<>(" + view.text(e) + ")"));
  }

  private static boolean isHandedOver(Expression e) {
    Node parent = Nodes.parent(e);
    boolean place =
        parent instanceof ReturnStmt
            || parent instanceof ForEachStmt
            || parent instanceof VariableDeclarator
            || (parent instanceof AssignExpr a && Nodes.same(a.getValue(), e))
            || (parent instanceof NodeWithArguments<?> call
                && call.getArguments().stream().anyMatch(a -> Nodes.same(a, e))
                && !(call instanceof ObjectCreationExpr));
    return place
        && (e instanceof NameExpr || e instanceof MethodCallExpr || e instanceof FieldAccessExpr);
  }
}
