package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.ArrayList;
import java.util.List;

/// Keeps the larger or the smaller of the new and another value instead of always taking the new
/// one.
///
/// ```diff
///   int longestRun(int[] runs) {
///     int longest = 0;
///     for (int run : runs) {
/// -     longest = run;
/// +     longest = Math.max(longest, run);
///     }
///     return longest;
///   }
/// ```
final class LargerOrSmaller implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e)
        || !isResult(e)
        || !view.types().wantedOrOwn(e).isNumeric()) {
      return;
    }
    JavaType type = view.types().wantedOrOwn(e).unboxed();
    List<String> others = new ArrayList<>(List.of("0"));
    view.variablesAt(view.source().start(e), type).stream()
        .filter(v -> v.type().unboxed().equals(type))
        .forEach(v -> others.add(v.name()));
    for (String other : others) {
      if (!other.equals(view.text(e)) && !view.text(e).startsWith("Math.m")) {
        out.replace(e, "Math.max(" + other + ", " + view.text(e) + ")");
        out.replace(e, "Math.min(" + other + ", " + view.text(e) + ")");
      }
    }
  }

  private static boolean isResult(Expression e) {
    Node parent = Nodes.parent(e);
    return (parent instanceof AssignExpr a
            && a.getOperator() == AssignExpr.Operator.ASSIGN
            && Nodes.same(a.getValue(), e))
        || parent instanceof ReturnStmt;
  }
}
