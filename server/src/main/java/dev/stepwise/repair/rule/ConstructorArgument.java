package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.TypeRelations;
import dev.stepwise.repair.syntax.Variable;

/// Fills a new collection or builder that is made empty.
///
/// ```diff
///   java.util.List<Integer> sorted(java.util.List<Integer> values) {
/// -   java.util.List<Integer> copy = new java.util.ArrayList<>();
/// +   java.util.List<Integer> copy = new java.util.ArrayList<>(values);
///     java.util.Collections.sort(copy);
///     return copy;
///   }
/// ```
final class ConstructorArgument implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof ObjectCreationExpr created) || !created.getArguments().isEmpty()) {
      return;
    }
    TypeRelations relations = view.types().relations();
    JavaType type = JavaType.of(created.getType());
    int close = view.source().text().lastIndexOf(')', view.source().end(created));
    JavaType wanted = view.types().wanted(created);
    JavaType element = type.argument(0).isKnown() ? type.argument(0) : wanted.argument(0);
    for (Variable v : view.variablesAt(view.source().start(created))) {
      boolean collection = relations.isCollection(type);
      boolean copies =
          (collection && relations.isCollection(v.type()))
              || (relations.isMap(type) && relations.isMap(v.type()))
              || (type.name().equals("StringBuilder") && v.type().isString());
      if (copies) {
        out.replace(close, close, v.name());
      } else if (collection
          && v.type().isKnown()
          && element.isKnown()
          && relations.assignable(v.type(), element)) {
        out.replace(close, close, listOf(view) + "(" + v.name() + ")");
      }
    }
  }

  /** The file's own way to write a short list. */
  private static String listOf(MethodView view) {
    String text = view.source().text();
    if (text.contains("import java.util.Arrays;") || text.contains("import java.util.*;")) {
      return text.contains("List.of(") ? "List.of" : "Arrays.asList";
    }
    return text.contains("import java.util.List;") ? "List.of" : "java.util.List.of";
  }
}
