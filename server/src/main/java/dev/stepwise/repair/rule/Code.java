package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithOptionalScope;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.List;

/** Questions about expressions, and their text in other surroundings. */
final class Code {
  private Code() {}

  /** The expression's text, in parentheses unless it binds as tightly as a call. */
  static String tight(MethodView view, Expression e) {
    return isTight(e) ? view.text(e) : "(" + view.text(e) + ")";
  }

  /** The expression's text as an operand of {@code +} or {@code -}. */
  static String term(MethodView view, Expression e) {
    boolean product =
        e instanceof BinaryExpr b && List.of("*", "/", "%").contains(b.getOperator().asString());
    boolean sum =
        e instanceof BinaryExpr b && List.of("+", "-").contains(b.getOperator().asString());
    return isTight(e) || product || sum || isSigned(e) ? view.text(e) : "(" + view.text(e) + ")";
  }

  /** The expression's text as an operand of {@code &&} or {@code ||}. */
  static String clause(MethodView view, Expression e, String operator) {
    boolean mixed =
        e instanceof BinaryExpr b
            && List.of("&&", "||").contains(b.getOperator().asString())
            && !b.getOperator().asString().equals(operator);
    return mixed || e instanceof ConditionalExpr || e instanceof AssignExpr
        ? "(" + view.text(e) + ")"
        : view.text(e);
  }

  /** The opposite of a condition, as people write it. */
  static String negated(MethodView view, Expression e) {
    if (e instanceof UnaryExpr u && u.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT) {
      Expression inner = u.getExpression();
      return view.text(inner instanceof EnclosedExpr enclosed ? enclosed.getInner() : inner);
    }
    return "!" + tight(view, e);
  }

  /** A replacement's text, in parentheses where the surroundings bind more tightly than it does. */
  static String fitted(Node replacement, String text, Expression replaced) {
    boolean loose = replacement instanceof Expression e && !isTight(e);
    boolean tight =
        Nodes.parent(replaced) instanceof BinaryExpr
            || Nodes.parent(replaced) instanceof UnaryExpr
            || Nodes.parent(replaced) instanceof CastExpr
            || (Nodes.parent(replaced) instanceof NodeWithOptionalScope<?> call
                && Nodes.same(call.getScope(), replaced))
            || Nodes.parent(replaced) instanceof FieldAccessExpr
            || (Nodes.parent(replaced) instanceof ArrayAccessExpr access
                && Nodes.same(access.getName(), replaced));
    return loose && tight ? "(" + text + ")" : text;
  }

  /** Whether the expression is an object rather than the name of a class or package. */
  static boolean isObject(Expression e, MethodView view) {
    return !(e instanceof NameExpr n && view.types().variable(n).isEmpty())
        && !(e instanceof FieldAccessExpr f && !view.types().of(f).isKnown())
        && !(e instanceof SuperExpr);
  }

  /** The whole expression that holds {@code e}. */
  static Expression whole(Expression e) {
    Expression at = e;
    while (Nodes.parent(at) instanceof Expression parent && !(parent instanceof LambdaExpr)) {
      at = parent;
    }
    return at;
  }

  /** Whether a boolean stands here that decides what happens: a condition or a part of one. */
  static boolean isCondition(Expression e) {
    Node parent = Nodes.parent(e);
    return switch (parent) {
      case IfStmt s -> true;
      case WhileStmt s -> true;
      case DoStmt s -> true;
      case ForStmt s -> Nodes.same(s.getCompare(), e);
      case ConditionalExpr c -> Nodes.same(c.getCondition(), e);
      default -> false;
    };
  }

  /** A condition, or a boolean that is returned or stored. */
  static boolean isDecision(Expression e, MethodView view) {
    Node parent = Nodes.parent(e);
    boolean stored =
        parent instanceof ReturnStmt
            || (parent instanceof AssignExpr a && Nodes.same(a.getValue(), e))
            || parent instanceof VariableDeclarator;
    return isCondition(e) || (stored && view.types().of(e).isBoolean());
  }

  /** Whether the expression is written to, here or in a declaration. */
  static boolean isTarget(Expression e) {
    Node parent = Nodes.parent(e);
    return (parent instanceof AssignExpr a && Nodes.same(a.getTarget(), e))
        || (parent instanceof UnaryExpr u && isStep(u));
  }

  /** Whether the literal makes a loop endless on purpose. */
  static boolean isEndless(LiteralExpr literal) {
    return literal instanceof BooleanLiteralExpr && Nodes.parent(literal) instanceof WhileStmt;
  }

  /** Increment or decrement, before or behind. */
  static boolean isStep(UnaryExpr u) {
    return u.getOperator().asString().length() == 2;
  }

  /** Whether another value may stand in the expression's place. */
  static boolean isValue(Expression e) {
    Node parent = Nodes.parent(e);
    boolean name =
        (parent instanceof FieldAccessExpr || parent instanceof MethodCallExpr)
            && e instanceof NameExpr n
            && Character.isUpperCase(n.getNameAsString().charAt(0));
    boolean statement =
        parent instanceof ExpressionStmt
            || (parent instanceof ForStmt f && !Nodes.same(f.getCompare(), e));
    return !name && !statement && !isTarget(e) && !(e instanceof ArrayInitializerExpr);
  }

  private static boolean isSigned(Expression e) {
    return e instanceof UnaryExpr;
  }

  private static boolean isTight(Expression e) {
    return e instanceof NameExpr
        || e instanceof LiteralExpr
        || e instanceof MethodCallExpr
        || e instanceof FieldAccessExpr
        || e instanceof ArrayAccessExpr
        || e instanceof EnclosedExpr
        || e instanceof ThisExpr
        || e instanceof ObjectCreationExpr;
  }
}
