package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import dev.stepwise.repair.syntax.Nodes;

/** What statements need to hold before they run. */
final class Guards {
  private Guards() {}

  /** Whether using the name fails when it is null. */
  static boolean isDereferenced(NameExpr name) {
    Node parent = Nodes.parent(name);
    return (parent instanceof MethodCallExpr call && Nodes.same(call.getScope(), name))
        || (parent instanceof FieldAccessExpr field && Nodes.same(field.getScope(), name))
        || (parent instanceof ArrayAccessExpr access && Nodes.same(access.getName(), name));
  }
}
