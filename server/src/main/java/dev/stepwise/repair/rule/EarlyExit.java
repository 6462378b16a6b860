package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Conditions;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.Variable;
import java.util.ArrayList;
import java.util.List;

/// Answers the simple case first: an empty, zero or absent argument.
///
/// ```diff
///   int depth(java.util.List<String> path) {
/// +   if (path.isEmpty()) {
/// +     return 0;
/// +   }
///     return 1 + depth(path.subList(1, path.size()));
///   }
/// ```
final class EarlyExit implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement s)
        || !(Nodes.parent(s) instanceof BlockStmt body)
        || !Nodes.same(Nodes.parent(body), view.declaration())
        || Places.indexOf(body.getStatements(), s) != 0) {
      return;
    }
    int at = view.source().start(s);
    List<String> results = new ArrayList<>(Exits.results(view.result()));
    view.variablesAt(at, view.result()).stream()
        .filter(v -> v.kind() == Variable.Kind.PARAMETER && v.type().isKnown())
        .forEach(v -> results.add(v.name()));
    for (String guard : new Conditions(view).guardsAt(at)) {
      boolean parameter =
          view.variablesAt(at).stream()
              .anyMatch(v -> v.kind() == Variable.Kind.PARAMETER && guard.startsWith(v.name()));
      boolean simple = guard.matches("\\w+( == null| == 0|\\.isEmpty\\(\\)|\\.length == 0)");
      if (parameter && simple) {
        results.forEach(r -> out.before(s, exit(guard, r, view)));
      }
    }
  }

  private static String exit(String guard, String result, MethodView view) {
    String leave = result.isEmpty() ? "return;" : "return " + result + ";";
    return "if (" + guard + ") {\n" + view.source().indentUnit() + leave + "\n}";
  }
}
