package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Leaves the method at the end of a branch.
///
/// ```diff
///   int firstNegative(int[] values) {
///     int found = 0;
///     for (int value : values) {
///       if (value < 0) {
///         found = value;
/// +       return found;
///       }
///     }
///     return found;
///   }
/// ```
final class MissingReturn implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement s)
        || !(Nodes.parent(s) instanceof BlockStmt block)
        || !(Nodes.parent(block) instanceof IfStmt)) {
      return;
    }
    JavaType type = view.result();
    if (type.equals(JavaType.VOID)) {
      Places.afterLast(s, last -> out.after(last, "return;"));
    } else {
      Results.at(s, type, view)
          .forEach(r -> Places.afterLast(s, last -> out.after(last, "return " + r + ";")));
    }
  }
}
