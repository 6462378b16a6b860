package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Makes a call that gives no value, or that comes too early, a statement of its own.
///
/// ```diff
///   void print(String text) {
/// -   String.valueOf(System.out.printf("").flush());
/// +   System.out.printf("").flush();
///   }
/// ```
final class CallWithoutValue implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "void.not.allowed.here",
        "illegal.initializer.for.type",
        "cant.ref.before.ctor.called",
        "call.must.only.appear.in.ctor");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    MethodCallExpr call = fault.around(MethodCallExpr.class).orElse(null);
    ExpressionStmt statement = fault.around(ExpressionStmt.class).orElse(null);
    if (tree == null || statement == null) {
      return;
    }
    if (call != null) {
      out.replace(tree.start(statement), tree.end(statement), tree.text(call) + ";");
    }
    out.add(new Layout(tree).delete(statement));
  }
}
