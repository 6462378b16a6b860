package dev.stepwise.repair.compile;

import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Values to use where some value is needed. */
final class Defaults {
  private Defaults() {}

  /**
   * Variables of the type that can be used there, those declared last first, then the usual ones.
   */
  static List<String> of(String type, MethodView view, int offset) {
    List<String> values = new ArrayList<>();
    view.variablesAt(offset).stream()
        .filter(v -> v.type().isKnown() && v.type().toString().equals(type))
        .filter(v -> v.kind() == Variable.Kind.LOCAL)
        .sorted(Comparator.comparingInt(Variable::declared).reversed())
        .limit(3)
        .map(Variable::name)
        .forEach(values::add);
    if (!type.equals(JavaType.VOID.name())) {
      values.add(of(type));
    }
    return values;
  }

  /** The value of a field of that type that nobody set. */
  static String of(String type) {
    if (type.equals("boolean")) {
      return "false";
    }
    return Set.of("byte", "short", "char", "int", "long", "float", "double").contains(type)
        ? "0"
        : "null";
  }
}
