package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.MethodView;
import java.util.List;
import java.util.Set;

/// Tests the sign of a comparison instead of its exact value.
///
/// ```diff
///   boolean before(String a, String b) {
/// -   return a.compareTo(b) == -1;
/// +   return a.compareTo(b) < 0;
///   }
/// ```
final class ComparisonSign implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof BinaryExpr b
        && b.getLeft() instanceof MethodCallExpr call
        && Set.of("compareTo", "compare", "compareToIgnoreCase", "signum")
            .contains(call.getNameAsString())) {
      for (String test : List.of(" < 0", " > 0", " <= 0", " >= 0", " == 0", " != 0")) {
        out.replace(b, view.text(call) + test);
      }
    }
    if (node instanceof MethodCallExpr call
        && call.getNameAsString().equals("equals")
        && call.getScope().map(s -> view.types().of(s).name().equals("BigDecimal")).orElse(false)) {
      out.replace(
          call,
          view.text(call.getScope().orElseThrow())
              + ".compareTo("
              + view.text(call.getArgument(0))
              + ") == 0");
    }
  }
}
