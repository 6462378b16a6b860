package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Variable;
import java.util.stream.Stream;

/** Values that a method may answer at a place. */
final class Results {
  private Results() {}

  /** The usual answers of that type, then the variables that fit, fields left out. */
  static Stream<String> at(Node place, JavaType type, MethodView view) {
    if (type.equals(JavaType.VOID)) {
      return Stream.of();
    }
    Stream<String> variables =
        view.variablesAt(view.source().start(place), type).stream()
            .filter(v -> type.isKnown() && v.type().isKnown() && v.kind() != Variable.Kind.FIELD)
            .map(Variable::name);
    return type.isKnown() ? Stream.concat(Exits.results(type).stream(), variables) : variables;
  }
}
