package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.Conditions;
import dev.stepwise.repair.syntax.MethodView;

/// Asks another question of the method, or one of the usual ones, in the place of a condition.
///
/// ```diff
///   int drain(java.util.Queue<Integer> queue) {
///     int sum = 0;
/// -   while (true) {
/// +   while (!queue.isEmpty()) {
///       sum += queue.poll();
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
    if (node instanceof Expression e && Code.isDecision(e, view)) {
      new Conditions(view)
          .allAt(view.source().start(e)).stream()
              .filter(c -> !c.contains(view.text(e)) || view.text(e).equals("true"))
              .forEach(c -> out.replace(e, c));
    }
  }
}
