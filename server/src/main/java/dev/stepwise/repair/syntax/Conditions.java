package dev.stepwise.repair.syntax;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Conditions that can be asked at a place: those of the method, and the usual ones by type. */
public final class Conditions {
  private final MethodView view;

  public Conditions(MethodView view) {
    this.view = view;
  }

  /** Conditions that protect what follows from null, emptiness and bounds. */
  public List<String> guardsAt(int offset) {
    Set<String> found = new LinkedHashSet<>();
    for (Variable v : view.variablesAt(offset)) {
      JavaType type = v.type();
      String name = v.name();
      if (type.isReference() && !type.isNumeric() && !type.isBoolean()) {
        found.add(name + " == null");
        found.add(name + " != null");
      }
      if (type.isArray()) {
        found.add(name + ".length == 0");
        found.add(name + ".length > 0");
      } else if (hasIsEmpty(type)) {
        found.add(name + ".isEmpty()");
        found.add("!" + name + ".isEmpty()");
      } else if (type.isIntegral() && !type.unboxed().equals(JavaType.CHAR)) {
        found.add(name + " == 0");
        found.add(name + " > 0");
      } else if (type.isBoolean()) {
        found.add(name);
        found.add("!" + name);
      }
    }
    return List.copyOf(found);
  }

  /** Boolean expressions that the method itself uses and that can be used here. */
  public List<String> usedAt(int offset) {
    return view.donorsAt(offset, JavaType.BOOLEAN).stream()
        .filter(d -> d.type().isBoolean() && !d.text().equals("true") && !d.text().equals("false"))
        .map(Donor::text)
        .toList();
  }

  /** Both kinds, without repetition. */
  public List<String> allAt(int offset) {
    Set<String> all = new LinkedHashSet<>(usedAt(offset));
    all.addAll(guardsAt(offset));
    return List.copyOf(all);
  }

  private boolean hasIsEmpty(JavaType type) {
    TypeRelations relations = view.types().relations();
    return type.isString() || relations.isCollection(type) || relations.isMap(type);
  }
}
