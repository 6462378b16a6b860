package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Donor;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Variable;

/// Does for another variable of the same type what a statement of the method does.
///
/// ```diff
///   java.util.List<String> both(String first, String second) {
///     java.util.List<String> all = new java.util.ArrayList<>();
///     all.add(first);
/// +   all.add(second);
///     return all;
///   }
/// ```
final class DonorStatementForVariable implements Rule {
  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement place)
        || !Layout.inBlock(place)
        || place instanceof BlockStmt) {
      return;
    }
    int at = view.source().start(place);
    for (Donor donor : view.statementsAt(at)) {
      if (!(donor.node() instanceof ExpressionStmt)) {
        continue;
      }
      for (Variable v : donor.variables()) {
        view.variablesAt(at, v.type()).stream()
            .filter(w -> v.type().isKnown() && w.type().equals(v.type()) && !w.equals(v))
            .map(w -> Renaming.in(donor.text(), v.name(), w.name()))
            .forEach(
                code -> {
                  out.before(place, code);
                  Places.afterLast(place, s -> out.after(s, code));
                });
      }
    }
  }
}
