package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;

/** What statements need to hold before they run. */
final class Guards {
  private Guards() {}

  /** Whether using the name fails when it is null. */
  static boolean isDereferenced(NameExpr name) {
    Node parent = name.getParentNode().orElse(name);
    return (parent instanceof MethodCallExpr call
            && call.getScope().filter(s -> s == name).isPresent())
        || (parent instanceof FieldAccessExpr field && field.getScope() == name)
        || (parent instanceof ArrayAccessExpr access && access.getName() == name);
  }
}
