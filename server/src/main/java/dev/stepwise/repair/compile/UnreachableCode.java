package dev.stepwise.repair.compile;

import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;

/// Removes what can never run, or the statement before that makes it so.
///
/// ```diff
///   int one() {
///     return 1;
/// -   System.out.println("done");
///   }
/// ```
///
/// ```diff
///   int sum(int[] values) {
///     int sum = 0;
///     for (int value : values) {
/// -     continue;
///       sum += value;
///     }
///     return sum;
///   }
/// ```
final class UnreachableCode implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("unreachable.stmt");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    Statement dead = fault.around(Statement.class).orElse(null);
    if (tree == null || dead == null || !(Nodes.parent(dead) instanceof BlockStmt block)) {
      return;
    }
    Layout layout = new Layout(tree);
    out.add(layout.delete(dead));
    NodeList<Statement> statements = block.getStatements();
    for (int i = 1; i < statements.size(); i++) {
      if (Nodes.same(statements.get(i), dead)) {
        out.add(layout.delete(statements.get(i - 1)));
        TextEdit all =
            layout.deleteSpan(tree.start(dead), tree.end(statements.get(statements.size() - 1)));
        out.add(List.of(all));
        String first = tree.text(statements.get(i - 1));
        out.add(
            List.of(
                TextEdit.replace(
                    tree.start(statements.get(i - 1)),
                    tree.end(statements.get(i - 1)),
                    tree.text(dead)),
                TextEdit.replace(tree.start(dead), tree.end(dead), first)));
      }
    }
  }
}
