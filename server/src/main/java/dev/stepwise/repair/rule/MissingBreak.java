package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Ends a switch case or a loop after the statement that should be the last.
///
/// ```diff
///   int days(int month) {
///     int days = 31;
///     switch (month) {
///       case 2:
///         days = 28;
/// +       break;
///       case 4:
///         days = 30;
///         break;
///       default:
///     }
///     return days;
///   }
/// ```
///
/// ```diff
///   int indexOf(int[] values, int wanted) {
///     int found = -1;
///     for (int i = 0; i < values.length; i++) {
///       if (values[i] == wanted) {
///         found = i;
/// +       break;
///       }
///     }
///     return found;
///   }
/// ```
final class MissingBreak implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement s) || Places.leaves(s)) {
      return;
    }
    boolean lastOfCase =
        Nodes.parent(s) instanceof SwitchEntry entry
            && entry.getType() == SwitchEntry.Type.STATEMENT_GROUP
            && Places.indexOf(entry.getStatements(), s) == entry.getStatements().size() - 1;
    if (lastOfCase) {
      out.after(s, "break;");
    } else if (Exits.inLoop(s) && isUnderCondition(s)) {
      Places.afterLast(s, last -> out.after(last, "break;"));
    }
  }

  private static boolean isUnderCondition(Statement s) {
    Node block = Nodes.parent(s);
    return block instanceof BlockStmt && Nodes.parent(block) instanceof IfStmt;
  }
}
