package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.Conditions;
import dev.stepwise.repair.syntax.MethodView;
import java.util.ArrayList;
import java.util.List;

/// Ends an endless loop by one of the usual conditions and answers what is left to answer.
///
/// ```diff
///   boolean contains(java.util.Queue<Integer> queue, int wanted) {
/// -   while (true) {
/// +   while (!queue.isEmpty()) {
///       if (queue.remove() == wanted) {
///         return true;
///       }
///     }
/// +   return false;
///   }
/// ```
final class EndlessLoop implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof WhileStmt loop) || !Exits.isLastEndless(loop, view)) {
      return;
    }
    for (String condition : new Conditions(view).allAt(view.source().start(loop))) {
      Results.at(loop, view.result(), view)
          .forEach(
              result -> {
                List<TextEdit> edits =
                    new ArrayList<>(out.layout().after(loop, "return " + result + ";"));
                edits.add(
                    TextEdit.replace(
                        view.source().start(loop.getCondition()),
                        view.source().end(loop.getCondition()),
                        condition));
                out.all(edits, List.of(loop));
              });
    }
  }
}
