package dev.stepwise.verify.runner.value;

import java.util.List;

/**
 * How far the arguments of one call are from those of another: 0 for the same, 1 for those that
 * have nothing in common, the mean over all arguments.
 */
public final class Distance {
  /** Between things: nobody knows which of their fields count. */
  private static final double THING = 0.5;

  /** Between things that know each other. */
  private static final double KNOWN_THING = 0.25;

  private Distance() {}

  public static double between(List<Value> some, List<Value> others) {
    return between(some, others, THING);
  }

  /** From the call that the arguments were made from. */
  public static double fromBase(List<Value> arguments, List<Value> base) {
    return between(arguments, base, KNOWN_THING);
  }

  private static double between(List<Value> some, List<Value> others, double thing) {
    if (some.size() != others.size() || some.isEmpty()) {
      return some.equals(others) ? 0 : 1;
    }
    double sum = 0;
    for (int i = 0; i < some.size(); i++) {
      sum += between(some.get(i), others.get(i), thing);
    }
    return sum / some.size();
  }

  private static double between(Value one, Value other, double thing) {
    if (one.equals(other)) {
      return 0;
    }
    if (one instanceof Value.Plain some && other instanceof Value.Plain another) {
      if (some.object() instanceof Number a && another.object() instanceof Number b) {
        double difference = Math.abs(a.doubleValue() - b.doubleValue());
        return difference / (1 + Math.abs(a.doubleValue()) + Math.abs(b.doubleValue()));
      }
      if (some.object() instanceof String a && another.object() instanceof String b) {
        return lists(a.chars().boxed().toList(), b.chars().boxed().toList());
      }
    }
    if (one instanceof Value.Sequence(String type, List<Value> some)
        && other instanceof Value.Sequence(String same, List<Value> others)) {
      return lists(some, others);
    }
    if (one instanceof Value.Product(String type, List<Value> some)
        && other instanceof Value.Product(String same, List<Value> others)
        && type.equals(same)) {
      return between(some, others, thing);
    }
    return isThing(one) && isThing(other) ? thing : 1;
  }

  private static boolean isThing(Value value) {
    return value instanceof Value.Thing || value instanceof Value.Again;
  }

  /** The part between a common beginning and a common end. */
  private static double lists(List<?> some, List<?> others) {
    int shorter = Math.min(some.size(), others.size());
    int head = 0;
    while (head < shorter && some.get(head).equals(others.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && some.get(some.size() - 1 - tail).equals(others.get(others.size() - 1 - tail))) {
      tail++;
    }
    int longer = Math.max(some.size(), others.size());
    return longer == 0 ? 0 : (longer - head - tail) / (double) longer;
  }
}
