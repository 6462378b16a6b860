package dev.stepwise.repair.rule;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.MethodView;

/** Replaces operators. */
final class Operators {
  private Operators() {}

  /** Proposes {@code left other right}, with parentheses where they are needed. */
  static void replace(BinaryExpr b, String other, MethodView view, Edits out) {
    int end = view.source().end(b.getLeft());
    int start = view.source().start(b.getRight());
    String between = view.source().text().substring(end, start);
    String own = b.getOperator().asString();
    int at = between.indexOf(own);
    if (at < 0 || other.equals(own)) {
      return;
    }
    boolean rebinds = other.matches("[*/%&]|&&") && isLoose(b.getLeft(), other);
    if (rebinds) {
      out.replace(b, "(" + view.text(b.getLeft()) + ") " + other + " " + view.text(b.getRight()));
    } else {
      out.replace(end + at, end + at + own.length(), other);
    }
  }

  private static boolean isLoose(Expression left, String other) {
    return left instanceof BinaryExpr b
        && (other.equals("&&")
            ? b.getOperator() == BinaryExpr.Operator.OR
            : b.getOperator().asString().matches("[+-]"));
  }
}
