package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Variable;
import java.util.List;

/// Stores one variable in another of the same type.
///
/// ```diff
///   int previousPeak(int[] values) {
///     int previous = 0;
///     int peak = 0;
///     for (int value : values) {
///       if (value > peak) {
/// +       previous = peak;
///         peak = value;
///       }
///     }
///     return previous;
///   }
/// ```
final class MissingAssignment implements Rule {
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
    List<Variable> variables = view.variablesAt(view.source().start(place));
    for (Variable to : variables) {
      boolean local =
          to.kind() == Variable.Kind.LOCAL
              || (to.kind() == Variable.Kind.PARAMETER && Exits.inLoop(place));
      if (to.constant() || !local || !to.type().isKnown()) {
        continue;
      }
      for (Variable from : variables) {
        if (!from.equals(to) && from.type().equals(to.type())) {
          String code = to.name() + " = " + from.name() + ";";
          out.before(place, code);
          Places.afterLast(place, s -> out.after(s, code));
        }
      }
    }
  }
}
