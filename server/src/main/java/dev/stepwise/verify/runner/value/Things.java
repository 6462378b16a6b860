package dev.stepwise.verify.runner.value;

import java.util.ArrayList;
import java.util.List;

/** Finds the things in values. */
final class Things {
  private Things() {}

  /** All of them, each where it was met first, by number. */
  static List<Value.Thing> in(List<Value> values) {
    List<Value.Thing> found = new ArrayList<>();
    values.forEach(v -> collect(v, found));
    return found;
  }

  private static void collect(Value value, List<Value.Thing> found) {
    switch (value) {
      case Value.Sequence list -> list.members().forEach(m -> collect(m, found));
      case Value.Table table -> {
        table.keys().forEach(k -> collect(k, found));
        table.values().forEach(v -> collect(v, found));
      }
      case Value.Product product -> product.components().forEach(c -> collect(c, found));
      case Value.Thing thing -> {
        found.add(thing);
        thing.fields().values().forEach(f -> collect(f, found));
      }
      case Value.Plain plain -> {}
      case Value.Constant constant -> {}
      case Value.Buffer buffer -> {}
      case Value.Again again -> {}
    }
  }
}
