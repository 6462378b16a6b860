package dev.stepwise.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the engine's benchmark measured, by name, in the order it was measured. */
public final class EngineFigures {
  private final Map<String, Double> values = new LinkedHashMap<>();

  void put(String name, double value) {
    values.put(name, value);
  }

  public Map<String, Double> values() {
    return Map.copyOf(values);
  }

  /** One figure in a line. */
  public String table() {
    StringBuilder table = new StringBuilder();
    values.forEach(
        (name, value) -> table.append(String.format(Locale.ROOT, "%-30s %10.3f%n", name, value)));
    return table.toString();
  }

  public ObjectNode toJson() {
    ObjectNode node = new ObjectMapper().createObjectNode();
    values.forEach((name, value) -> node.put(name, Math.round(value * 1000) / 1000.0));
    return node;
  }
}
