package dev.stepwise.bench.quixbugs;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes results as text that two class loaders can be compared by. */
final class Values {
  private static final int LONGEST_CHAIN = 1_000;

  private Values() {}

  /** Sets and maps sorted, nodes by name, linked nodes as a chain. */
  static String text(Object value) throws ReflectiveOperationException {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> {
        List<String> entries = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          entries.add(text(entry.getKey()) + "=" + text(entry.getValue()));
        }
        Collections.sort(entries);
        yield entries.toString();
      }
      case Set<?> set -> {
        List<String> members = texts(set);
        Collections.sort(members);
        yield members.toString();
      }
      case Iterable<?> all -> texts(all).toString();
      case Object array when array.getClass().isArray() -> {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
          members.add(text(Array.get(array, i)));
        }
        yield members.toString();
      }
      case Object node when node.getClass().getSimpleName().equals("Node") -> chain(node);
      case Object edge when edge.getClass().getSimpleName().equals("WeightedEdge") ->
          text(edge.getClass().getField("node1").get(edge))
              + "-"
              + text(edge.getClass().getField("node2").get(edge))
              + ":"
              + edge.getClass().getField("weight").get(edge);
      default -> String.valueOf(value);
    };
  }

  private static List<String> texts(Iterable<?> all) throws ReflectiveOperationException {
    List<String> members = new ArrayList<>();
    for (Object one : all) {
      members.add(text(one));
    }
    return members;
  }

  private static String chain(Object node) throws ReflectiveOperationException {
    StringBuilder text = new StringBuilder();
    Object at = node;
    for (int i = 0; at != null && i < LONGEST_CHAIN; i++) {
      text.append(text.isEmpty() ? "" : ">");
      text.append(at.getClass().getMethod("getValue").invoke(at));
      at = at.getClass().getMethod("getSuccessor").invoke(at);
    }
    return text.toString();
  }

  /** Equal, or both numbers that differ by no more than the tolerance. */
  static boolean same(String some, String other, double tolerance) {
    if (some.equals(other)) {
      return true;
    }
    try {
      double difference = Math.abs(Double.parseDouble(some) - Double.parseDouble(other));
      return difference <= tolerance;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
