package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Variable;

/// Counts on in a loop.
///
/// ```diff
///   int digits(int number) {
///     int digits = 0;
///     while (number > 0) {
///       number /= 10;
/// +     digits++;
///     }
///     return digits;
///   }
/// ```
final class MissingStep implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    boolean body =
        node instanceof BlockStmt b
            && !b.getStatements().isEmpty()
            && Exits.inLoop(b.getStatement(0))
            && !Places.leaves(b.getStatement(b.getStatements().size() - 1));
    if (!body) {
      return;
    }
    for (Variable v : view.variablesAt(view.source().start(node) + 1, JavaType.INT)) {
      if (v.type().equals(JavaType.INT) && !v.constant() && v.kind() == Variable.Kind.LOCAL) {
        out.last((BlockStmt) node, v.name() + "++;");
        out.last((BlockStmt) node, v.name() + "--;");
      }
    }
  }
}
