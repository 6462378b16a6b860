package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.TypeRelations;

/// Passes a value through a method of one parameter that this class has or this method calls.
///
/// ```diff
///   double norm(double x, double y) {
///     double scale = Math.sqrt(x);
/// -   return scale * (x * x + y * y);
/// +   return scale * Math.sqrt(x * x + y * y);
///   }
/// ```
final class WrapInCall implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e) || !Code.isValue(e) || !isWhole(e)) {
      return;
    }
    JavaType own = view.types().of(e);
    JavaType wanted = view.types().wantedOrOwn(e);
    TypeRelations types = view.types().relations();
    String text = view.text(e instanceof EnclosedExpr enclosed ? enclosed.getInner() : e);
    for (Node other : view.nodes()) {
      if (other instanceof MethodCallExpr call
          && call.getArguments().size() == 1
          && !call.equals(e)
          && !call.isAncestorOf(e)
          && call.getScope().map(s -> s instanceof NameExpr).orElse(true)
          && types.assignable(own, view.types().of(call.getArgument(0)))
          && types.assignable(view.types().of(call), wanted)
          && !view.types().of(call).equals(JavaType.VOID)) {
        String scope = call.getScope().map(s -> view.text(s) + ".").orElse("");
        out.replace(e, scope + call.getNameAsString() + "(" + text + ")");
      }
    }
    for (MethodDeclaration method : view.siblings()) {
      if (method.getParameters().size() == 1
          && types.assignable(own, JavaType.of(method.getParameter(0).getType()))
          && types.assignable(JavaType.of(method.getType()), wanted)) {
        out.replace(e, method.getNameAsString() + "(" + text + ")");
      }
    }
  }

  /** Whether the expression is an argument, an operand in parentheses, or returned or assigned. */
  private static boolean isWhole(Expression e) {
    Node parent = Nodes.parent(e);
    return e instanceof EnclosedExpr
        || parent instanceof ReturnStmt
        || parent instanceof VariableDeclarator
        || (parent instanceof NodeWithArguments<?>
            && !(parent instanceof MethodCallExpr c && Nodes.same(c.getScope(), e)))
        || (parent instanceof AssignExpr a && Nodes.same(a.getValue(), e));
  }
}
