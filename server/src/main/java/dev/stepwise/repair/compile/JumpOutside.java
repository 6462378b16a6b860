package dev.stepwise.repair.compile;

import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Leaves the method, or goes on, where there is no loop to leave.
///
/// ```diff
///   void print(int n) {
///     if (n < 0) {
/// -     break;
/// +     return;
///     }
///     System.out.println(n);
///   }
/// ```
final class JumpOutside implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "break.outside.switch.loop",
        "cont.outside.loop",
        "break.outside.switch.expression",
        "continue.outside.switch.expression",
        "ret.outside.meth",
        "undef.label");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    Statement jump = fault.around(Statement.class).orElse(null);
    MethodView view = fault.view().orElse(null);
    if (tree == null || jump == null || view == null) {
      return;
    }
    if (view.result().equals(JavaType.VOID)) {
      out.replace(tree.start(jump), tree.end(jump), "return;");
    } else {
      Defaults.of(view.result().toString(), view, tree.start(jump))
          .forEach(d -> out.replace(tree.start(jump), tree.end(jump), "return " + d + ";"));
    }
    out.add(new Layout(tree).delete(jump));
    if (jump instanceof BreakStmt b && b.getLabel().isPresent()) {
      out.replace(tree.start(jump), tree.end(jump), "break;");
    }
  }
}
