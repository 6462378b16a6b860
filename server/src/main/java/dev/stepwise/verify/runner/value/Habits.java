package dev.stepwise.verify.runner.value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one argument has in common over all calls that were seen: bounds, order and distinctness are
 * preconditions that nobody wrote down.
 */
final class Habits {
  private final List<Value.Sequence> lists = new ArrayList<>();
  private final List<Comparable<?>> scalars = new ArrayList<>();
  private final Set<Character> letters = new LinkedHashSet<>();
  private final Map<String, Set<Value>> constants = new LinkedHashMap<>();
  private boolean emptyText;

  Habits(List<Value> column) {
    for (Value value : column) {
      if (value instanceof Value.Sequence list) {
        lists.add(list);
      }
      collect(value);
    }
  }

  private void collect(Value value) {
    switch (value) {
      case Value.Plain(String text) -> {
        emptyText |= text.isEmpty();
        text.chars().forEach(c -> letters.add((char) c));
      }
      case Value.Plain(Character letter) -> letters.add(letter);
      case Value.Plain(Comparable<?> scalar) -> scalars.add(scalar);
      case Value.Constant constant ->
          constants.computeIfAbsent(constant.type(), t -> new LinkedHashSet<>()).add(constant);
      case Value.Sequence list -> list.members().forEach(this::collect);
      case Value.Table table -> {
        table.keys().forEach(this::collect);
        table.values().forEach(this::collect);
      }
      case Value.Product product -> product.components().forEach(this::collect);
      case Value.Plain other -> {}
      case Value.Buffer buffer -> {}
      case Value.Thing thing -> {}
      case Value.Again again -> {}
    }
  }

  /** The nearest that is neither smaller nor larger than all seen of its type. */
  <T extends Comparable<? super T>> T bounded(T wanted, Class<T> type) {
    List<T> same = scalars.stream().filter(type::isInstance).map(type::cast).sorted().toList();
    if (same.isEmpty()) {
      return wanted;
    }
    if (wanted.compareTo(same.getFirst()) < 0) {
      return same.getFirst();
    }
    return wanted.compareTo(same.getLast()) > 0 ? same.getLast() : wanted;
  }

  /** Smallest and largest of a type. */
  <T extends Comparable<? super T>> Optional<List<T>> range(Class<T> type) {
    List<T> same = scalars.stream().filter(type::isInstance).map(type::cast).sorted().toList();
    return same.isEmpty()
        ? Optional.empty()
        : Optional.of(List.of(same.getFirst(), same.getLast()));
  }

  List<Character> letters() {
    return List.copyOf(letters);
  }

  List<Value> constants(String type) {
    return List.copyOf(constants.getOrDefault(type, Set.of()));
  }

  boolean mayBeEmptyText() {
    return emptyText;
  }

  boolean mayBeEmpty() {
    return lists.stream().anyMatch(l -> l.members().isEmpty());
  }

  boolean areDistinct() {
    return all(l -> new HashSet<>(l.members()).size() == l.members().size());
  }

  boolean areSorted() {
    return all(l -> l.members().equals(sorted(l.members())));
  }

  /** Ascending where they can be compared, else as they are. */
  static List<Value> sorted(List<Value> members) {
    List<Value> sorted = new ArrayList<>(members);
    try {
      sorted.sort(Habits::compare);
    } catch (ClassCastException notComparable) {
      return members;
    }
    return sorted;
  }

  private static int compare(Value one, Value other) {
    if (one instanceof Value.Plain(Comparable<?> a)
        && other instanceof Value.Plain(Comparable<?> b)
        && a.getClass() == b.getClass()) {
      @SuppressWarnings("unchecked")
      Comparable<Object> comparable = (Comparable<Object>) a;
      return comparable.compareTo(b);
    }
    throw new ClassCastException("not comparable");
  }

  private boolean all(Predicate<Value.Sequence> holds) {
    List<Value.Sequence> telling = lists.stream().filter(l -> l.members().size() > 1).toList();
    return !telling.isEmpty() && telling.stream().allMatch(holds);
  }
}
