package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.ThrowStmt;
import dev.stepwise.repair.syntax.Donor;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;

/// Does again, at another place, what a statement of the method does.
///
/// ```diff
///   int drain(java.util.Queue<Integer> queue, java.util.Set<Integer> seen) {
///     int repeated = 0;
///     while (!queue.isEmpty()) {
///       int next = queue.remove();
///       if (!seen.contains(next)) {
/// +       seen.add(next);
///         continue;
///       }
///       seen.add(next);
///       repeated++;
///     }
///     return repeated;
///   }
/// ```
final class DonorStatement implements Rule {
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
      boolean leaves =
          donor.node() instanceof ReturnStmt
              || donor.node() instanceof BreakStmt
              || donor.node() instanceof ContinueStmt
              || donor.node() instanceof ThrowStmt;
      if (!leaves) {
        out.before(place, donor.text());
        Places.afterLast(place, s -> out.after(s, donor.text()));
      }
    }
  }
}
