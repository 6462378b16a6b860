package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Conditions;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.Variable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Does a statement only under a condition that the method asks elsewhere, or a usual one about the
/// variables of the statement.
///
/// ```diff
///   int countLong(java.util.List<String> words, boolean all) {
///     int count = 0;
///     for (String word : words) {
/// -     count++;
/// +     if (!word.isEmpty()) {
/// +       count++;
/// +     }
///     }
///     return count;
///   }
/// ```
final class GuardStatement implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    boolean simple =
        node instanceof ExpressionStmt s
            && !s.getExpression().isVariableDeclarationExpr()
            && Nodes.parent(s) instanceof BlockStmt;
    if (!simple) {
      return;
    }
    Statement s = (Statement) node;
    Conditions conditions = new Conditions(view);
    int at = view.source().start(s);
    String around =
        Nodes.parent(Nodes.parent(s)) instanceof IfStmt i ? view.text(i.getCondition()) : "";
    Set<String> all = new LinkedHashSet<>(conditions.usedAt(at));
    List<String> inner =
        view.variablesAt(at).stream()
            .filter(v -> v.kind() == Variable.Kind.LOCAL)
            .map(Variable::name)
            .toList();
    conditions.guardsAt(at).stream()
        .filter(g -> inner.stream().anyMatch(n -> g.matches("!?" + n + "\\b.*")))
        .forEach(all::add);
    all.stream().filter(c -> !around.contains(c)).forEach(c -> out.wrap(s, s, "if (" + c + ")"));
  }
}
