package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.UnaryExpr;

/** The marked code as something that a call or a cast can be put around. */
final class Tight {
  private Tight() {}

  /** What is marked, in parentheses where {@code marked} is an operator's expression. */
  static String text(Fault fault, Expression marked) {
    boolean loose =
        marked instanceof BinaryExpr
            || marked instanceof ConditionalExpr
            || marked instanceof AssignExpr
            || marked instanceof CastExpr
            || marked instanceof LambdaExpr
            || marked instanceof InstanceOfExpr
            || marked instanceof SwitchExpr
            || marked instanceof UnaryExpr;
    return loose ? "(" + fault.marked() + ")" : fault.marked();
  }
}
