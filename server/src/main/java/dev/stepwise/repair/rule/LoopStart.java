package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.ForStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.Variable;

/// Starts an inner loop from the outer one, or one further.
///
/// ```diff
///   int pairs(int[] values) {
///     int pairs = 0;
///     for (int i = 0; i < values.length; i++) {
/// -     for (int j = 0; j < values.length; j++) {
/// +     for (int j = i + 1; j < values.length; j++) {
///         pairs += values[i] == values[j] ? 1 : 0;
///       }
///     }
///     return pairs;
///   }
/// ```
final class LoopStart implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    boolean start =
        node instanceof VariableDeclarator v
            && v.getInitializer().isPresent()
            && Nodes.parent(Nodes.parent(v)) instanceof ForStmt;
    if (!start) {
      return;
    }
    VariableDeclarator v = (VariableDeclarator) node;
    Expression initial = v.getInitializer().orElseThrow();
    for (Variable from : view.variablesAt(view.source().start(v), JavaType.INT)) {
      if (from.type().equals(JavaType.INT) && !from.name().equals(v.getNameAsString())) {
        out.replace(initial, from.name() + " + 1");
        out.replace(initial, from.name() + " - 1");
        out.replace(initial, from.name());
      }
    }
  }
}
