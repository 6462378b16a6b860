package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Starts anew in each round with what was set only once before the loop.
///
/// ```diff
///   def rows(table):
///       result = []
/// -     row = []
///       for line in table:
/// +         row = []
///           for cell in line:
///               row.append(cell)
///           result.append(row)
///       return result
/// ```
final class MissingReset implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean initial =
        FunctionView.isStatement(node)
            && node.is("expression_statement")
            && node.parts().stream().anyMatch(p -> p.is("assignment"));
    if (!initial) {
      return;
    }
    String own = out.layout().bare(node);
    for (SyntaxNode loop : view.function().all("for_statement", "while_statement")) {
      if (loop.start() > node.end()) {
        SyntaxNode first = loop.child("body").map(b -> b.parts().getFirst()).orElse(loop);
        out.layout()
            .before(first, own)
            .ifPresent(
                there ->
                    out.layout()
                        .delete(node)
                        .ifPresent(gone -> out.all(List.of(gone, there), List.of(node, first))));
      }
    }
  }
}
