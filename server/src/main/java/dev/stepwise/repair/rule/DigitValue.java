package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.List;

/// Turns a digit into its number, or a number into its digit or letter.
///
/// ```diff
///   int digitSum(String digits) {
///     int sum = 0;
///     for (int i = 0; i < digits.length(); i++) {
/// -     sum += digits.charAt(i);
/// +     sum += digits.charAt(i) - '0';
///     }
///     return sum;
///   }
/// ```
///
/// ```diff
///   char letter(int index) {
/// -   return (char) index;
/// +   return (char) ('a' + index);
///   }
/// ```
final class DigitValue implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e) || !Code.isValue(e) || e instanceof LiteralExpr) {
      return;
    }
    Node parent = Nodes.parent(e);
    if (view.types().of(e).unboxed().equals(JavaType.CHAR)
        && !(parent instanceof BinaryExpr b && b.getRight() instanceof CharLiteralExpr)) {
      boolean number =
          parent instanceof AssignExpr
              || parent instanceof VariableDeclarator
              || parent instanceof ReturnStmt
              || parent instanceof ArrayAccessExpr
              || parent instanceof BinaryExpr;
      if (number && !view.types().wanted(e).equals(JavaType.CHAR)) {
        String text = view.text(e);
        for (String zero : List.of("'0'", "'a'", "'A'")) {
          out.replace(e, Code.fitted(new BinaryExpr(), text + " - " + zero, e));
        }
      }
    }
    if (parent instanceof CastExpr cast
        && cast.getType().asString().equals("char")
        && view.types().of(e).isNumeric()) {
      String text = Code.term(view, e instanceof EnclosedExpr enclosed ? enclosed.getInner() : e);
      for (String zero : List.of("'0'", "'a'", "'A'")) {
        out.replace(e, "(" + zero + " + " + text + ")");
      }
    }
  }
}
