package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.SourceTree;
import dev.stepwise.repair.syntax.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Copies a variable that changes, so that a lambda or inner class can use it.
///
/// ```diff
///   java.util.function.IntSupplier later(int start) {
///     int next = start;
///     next++;
/// +   int nextNow = next;
/// -   return () -> next;
/// +   return () -> nextNow;
///   }
/// ```
final class CapturedVariable implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("cant.ref.non.effectively.final.var", "local.variables");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    MethodView view = fault.view().orElse(null);
    NameExpr name = fault.around(NameExpr.class).orElse(null);
    if (tree == null || view == null || name == null) {
      return;
    }
    Node user =
        fault
            .around(LambdaExpr.class)
            .map(Node.class::cast)
            .orElse(fault.around(ObjectCreationExpr.class).orElse(null));
    Variable variable = view.types().variable(name).orElse(null);
    if (user == null || variable == null) {
      return;
    }
    Statement place = view.statementOf(user).filter(Layout::inBlock).orElse(null);
    if (place == null) {
      return;
    }
    String copy = variable.name() + "Now";
    String type = variable.type().isKnown() ? variable.type().toString() : "var";
    List<TextEdit> edits =
        new ArrayList<>(
            new Layout(tree).before(place, type + " " + copy + " = " + variable.name() + ";"));
    for (NameExpr use : user.findAll(NameExpr.class)) {
      if (use.getNameAsString().equals(variable.name())) {
        edits.add(TextEdit.replace(tree.start(use), tree.end(use), copy));
      }
    }
    out.add(edits);
  }
}
