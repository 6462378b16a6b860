package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;

/// Compares the contents of objects instead of their identity.
///
/// ```diff
///   boolean isQuit(String command) {
/// -   return command == "quit";
/// +   return command.equals("quit");
///   }
/// ```
final class StringEquality implements Rule {
  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof BinaryExpr b)
        || (b.getOperator() != BinaryExpr.Operator.EQUALS
            && b.getOperator() != BinaryExpr.Operator.NOT_EQUALS)) {
      return;
    }
    JavaType left = view.types().of(b.getLeft());
    JavaType right = view.types().of(b.getRight());
    boolean objects =
        mayBeObject(left) && mayBeObject(right) && (left.isKnown() || right.isKnown());
    if (objects) {
      String not = b.getOperator() == BinaryExpr.Operator.EQUALS ? "" : "!";
      String l = Code.tight(view, b.getLeft());
      String r = view.text(b.getRight());
      boolean flip = b.getLeft() instanceof StringLiteralExpr;
      out.replace(b, flip ? not + r + ".equals(" + l + ")" : not + l + ".equals(" + r + ")");
      if (!flip && b.getRight() instanceof StringLiteralExpr) {
        out.replace(b, not + r + ".equals(" + l + ")");
      }
    }
  }

  private static boolean mayBeObject(JavaType type) {
    return !type.isPrimitive() && !type.isArray() && !type.equals(JavaType.NULL);
  }
}
