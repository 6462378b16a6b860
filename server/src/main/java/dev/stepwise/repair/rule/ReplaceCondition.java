package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.Conditions;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;

/// Asks another question of the method, or one of the usual ones, in the place of a condition.
///
/// ```diff
///   void drain(java.util.Queue<Integer> queue, StringBuilder out) {
/// -   while (true) {
/// +   while (!queue.isEmpty()) {
///       out.append(queue.remove());
///     }
///   }
/// ```
final class ReplaceCondition implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof Expression e
        && Code.isDecision(e, view)
        && !Exits.isLastEndless(Nodes.parent(e), view)) {
      new Conditions(view)
          .allAt(view.source().start(e)).stream()
              .filter(c -> !c.contains(view.text(e)) || view.text(e).equals("true"))
              .forEach(c -> out.replace(e, c));
    }
  }
}
