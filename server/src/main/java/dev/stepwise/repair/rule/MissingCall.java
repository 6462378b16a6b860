package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.TypeRelations;
import dev.stepwise.repair.syntax.Variable;
import java.util.List;
import java.util.Set;

/// Puts a variable into a collection of its type, or calls again what the method calls on it.
///
/// ```diff
///   int countDistinct(java.util.List<String> words) {
///     java.util.Set<String> seen = new java.util.HashSet<>();
///     int count = 0;
///     for (String word : words) {
///       if (!seen.contains(word)) {
///         count++;
/// +       seen.add(word);
///       }
///     }
///     return count;
///   }
/// ```
final class MissingCall implements Rule {
  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement place)
        || !Layout.inBlock(place)
        || place instanceof BlockStmt) {
      return;
    }
    List<Variable> variables = view.variablesAt(view.source().start(place));
    for (Variable collection : variables) {
      for (String method : adders(collection, view)) {
        for (Variable element : variables) {
          JavaType wanted = collection.type().argument(0);
          boolean raw = collection.type().arguments().isEmpty() && element.type().isReference();
          if ((wanted.isKnown() || raw)
              && !element.equals(collection)
              && element.type().isKnown()
              && view.types().relations().assignable(element.type(), wanted)) {
            String code = collection.name() + "." + method + "(" + element.name() + ");";
            out.before(place, code);
            Places.afterLast(place, s -> out.after(s, code));
          }
        }
      }
    }
  }

  private static List<String> adders(Variable v, MethodView view) {
    TypeRelations relations = view.types().relations();
    if (!relations.isCollection(v.type())) {
      return List.of();
    }
    Set<String> supers = relations.superTypes(v.type().name());
    return supers.contains("Deque") || supers.contains("Stack")
        ? List.of("add", "push")
        : List.of("add");
  }
}
