package dev.stepwise.repair.rule;

import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.TypeRelations;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which common JDK type has which method, so that calls that cannot compile are not proposed. */
final class Receivers {
  /** Methods that only these types have. */
  private static final Map<String, Set<String>> OWNERS =
      Map.ofEntries(
          only(
              "Deque",
              "addFirst addLast offerFirst offerLast pollFirst pollLast peekFirst peekLast removeFirst removeLast getFirst getLast"),
          only("Stack", "push pop peek"),
          only("Queue", "offer poll peek element remove add"),
          only(
              "List",
              "add remove getFirst getLast removeFirst removeLast addFirst addLast indexOf lastIndexOf contains containsAll addAll removeAll retainAll isEmpty"),
          only("Collection", "add remove contains containsAll addAll removeAll retainAll isEmpty"),
          only("Map", "put putIfAbsent remove containsKey containsValue keySet values isEmpty"),
          only("SortedMap", "firstKey lastKey headMap tailMap"),
          only(
              "NavigableMap",
              "higherKey lowerKey ceilingKey floorKey higherEntry lowerEntry ceilingEntry floorEntry firstEntry lastEntry"),
          only("SortedSet", "first last headSet tailSet"),
          only("NavigableSet", "higher lower ceiling floor pollFirst pollLast"),
          only(
              "String",
              "indexOf lastIndexOf startsWith endsWith contains equals equalsIgnoreCase contentEquals toLowerCase toUpperCase isEmpty isBlank trim strip stripLeading stripTrailing replace replaceAll replaceFirst"));

  private static final Set<String> WITHOUT_ARGUMENTS =
      words(
          "getFirst getLast removeFirst removeLast poll pollFirst pollLast pop peek peekFirst peekLast"
              + " element isEmpty isBlank toLowerCase toUpperCase trim strip next previous values keySet");

  private static final Set<String> WITH_ARGUMENTS =
      words(
          "add addFirst addLast push offer offerFirst offerLast contains containsAll addAll removeAll"
              + " retainAll put putIfAbsent startsWith endsWith equals indexOf lastIndexOf");

  private static final Set<String> OF_ELEMENTS =
      words("add addFirst addLast push offer offerFirst offerLast");

  private static final Set<String> OF_COLLECTIONS = words("addAll removeAll retainAll containsAll");

  private Receivers() {}

  /** False only where the method is known to take no such arguments. */
  static boolean mayTake(
      JavaType receiver, String method, List<JavaType> arguments, TypeRelations relations) {
    if (arguments.isEmpty()) {
      return !WITH_ARGUMENTS.contains(method);
    }
    if (OF_ELEMENTS.contains(method) && arguments.size() == 1 && relations.isCollection(receiver)) {
      return relations.assignable(arguments.getFirst(), receiver.argument(0));
    }
    boolean collections =
        arguments.stream().allMatch(t -> !t.isKnown() || relations.isCollection(t));
    return !WITHOUT_ARGUMENTS.contains(method) && (collections || !OF_COLLECTIONS.contains(method));
  }

  /** False only where the receiver's type is known to have no such method. */
  static boolean mayHave(JavaType receiver, String method, TypeRelations relations) {
    Set<String> types = relations.superTypes(receiver.name());
    boolean listed = types.stream().anyMatch(OWNERS::containsKey) || receiver.isPrimitive();
    return !listed
        || method.equals("equals")
        || types.stream().anyMatch(t -> OWNERS.getOrDefault(t, Set.of()).contains(method))
        || (types.contains("Deque") && List.of("push", "pop").contains(method));
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  private static Map.Entry<String, Set<String>> only(String type, String methods) {
    return Map.entry(type, Set.of(methods.split(" ")));
  }
}
