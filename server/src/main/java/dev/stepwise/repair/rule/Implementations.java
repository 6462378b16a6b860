package dev.stepwise.repair.rule;

import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import java.util.Map;
import java.util.Optional;

/** Classes of the JDK to make a new collection or map with, named as the file can name them. */
final class Implementations {
  private static final Map<String, String> OF_INTERFACES =
      Map.of(
          "List", "java.util.ArrayList",
          "Map", "java.util.HashMap",
          "Set", "java.util.HashSet",
          "Deque", "java.util.ArrayDeque",
          "Queue", "java.util.ArrayDeque",
          "Collection", "java.util.ArrayList");

  private Implementations() {}

  /** What to make a value of this type with; empty if it is neither collection nor map. */
  static Optional<String> of(JavaType type, MethodView view) {
    String usual = OF_INTERFACES.get(type.name());
    if (usual != null) {
      return Optional.of(imported(usual, view));
    }
    boolean one =
        !type.isArray()
            && (view.types().relations().isCollection(type)
                || view.types().relations().isMap(type));
    return one ? Optional.of(imported(type.name(), view)) : Optional.empty();
  }

  /** The simple name where the file imports it. */
  static String imported(String name, MethodView view) {
    String text = view.source().text();
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return text.contains("import " + name + ";") || text.contains("import java.util.*;")
        ? simple
        : name;
  }
}
