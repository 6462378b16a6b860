package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;

/// Makes the two sides of an operator fit it: parses or shows one side, compares contents, or tests
/// a number or object.
///
/// ```diff
///   int add(String text, int n) {
/// -   return text - n;
/// +   return Integer.parseInt(text) - n;
///   }
/// ```
///
/// ```diff
///   boolean same(String text, int n) {
/// -   return text == n;
/// +   return text.equals(String.valueOf(n));
///   }
/// ```
///
/// ```diff
///   boolean empty(String text) {
/// -   return !text;
/// +   return text == null;
///   }
/// ```
///
/// ```diff
///   boolean both(int a, boolean b) {
/// -   return a && b;
/// +   return a != 0 && b;
///   }
/// ```
final class BadOperands implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("operator.cant.be.applied.1", "operator.cant.be.applied", "incomparable.types");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    MethodView view = fault.view().orElse(null);
    BinaryExpr b = fault.around(BinaryExpr.class).orElse(null);
    if (tree == null || view == null) {
      return;
    }
    UnaryExpr u = fault.around(UnaryExpr.class).orElse(null);
    if (fault.code().equals("operator.cant.be.applied") && u != null) {
      String operand = tree.text(u.getExpression());
      boolean number = view.types().of(u.getExpression()).isNumeric();
      out.replace(tree.start(u), tree.end(u), operand + (number ? " == 0" : " == null"));
      if (view.types().of(u.getExpression()).isString()) {
        out.replace(tree.start(u), tree.end(u), operand + ".isEmpty()");
      }
      return;
    }
    if (b == null) {
      return;
    }
    for (Expression side : List.of(b.getLeft(), b.getRight())) {
      String text = tree.text(side);
      JavaType type = view.types().of(side);
      String operator = b.getOperator().asString();
      boolean logical = operator.equals("&&") || operator.equals("||");
      if (logical && !type.isBoolean()) {
        out.replace(
            tree.start(side), tree.end(side), text + (type.isNumeric() ? " != 0" : " != null"));
      } else if (type.isString() && !logical) {
        out.replace(tree.start(side), tree.end(side), "Integer.parseInt(" + text + ")");
        out.replace(tree.start(side), tree.end(side), text + ".length()");
      } else if (view.types().relations().isCollection(type)) {
        out.replace(tree.start(side), tree.end(side), text + ".size()");
      } else if (type.isArray()) {
        out.replace(tree.start(side), tree.end(side), text + ".length");
      }
    }
    compare(b, tree, view, out);
    out.replace(
        tree.start(b),
        tree.end(b),
        "String.valueOf(" + tree.text(b.getLeft()) + ") + " + tree.text(b.getRight()));
  }

  private static void compare(BinaryExpr b, SourceTree tree, MethodView view, Fixes out) {
    String operator = b.getOperator().asString();
    String left = tree.text(b.getLeft());
    String right = tree.text(b.getRight());
    boolean leftText = view.types().of(b.getLeft()).isString();
    boolean rightText = view.types().of(b.getRight()).isString();
    if (operator.equals("==") || operator.equals("!=")) {
      String not = operator.equals("==") ? "" : "!";
      if (leftText) {
        out.replace(
            tree.start(b), tree.end(b), not + left + ".equals(String.valueOf(" + right + "))");
      } else if (rightText) {
        out.replace(
            tree.start(b), tree.end(b), not + right + ".equals(String.valueOf(" + left + "))");
      }
      out.replace(
          tree.start(b),
          tree.end(b),
          not + "java.util.Objects.equals(" + left + ", " + right + ")");
    } else if (operator.matches("[<>]=?")) {
      out.replace(
          tree.start(b), tree.end(b), left + ".compareTo(" + right + ") " + operator + " 0");
    }
  }
}
