package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls the method that people confuse with this one: the other end, the other extreme, the other
/// look-up.
///
/// ```diff
///   int largest(java.util.List<Integer> values) {
/// -   return java.util.Collections.min(values);
/// +   return java.util.Collections.max(values);
///   }
/// ```
///
/// ```diff
///   boolean sameName(String a, String b) {
/// -   return a.equals(b);
/// +   return a.equalsIgnoreCase(b);
///   }
/// ```
///
/// ```diff
///   java.util.Optional<String> first(java.util.Deque<String> waiting) {
/// -   return java.util.Optional.of(waiting.peekFirst());
/// +   return java.util.Optional.ofNullable(waiting.peekFirst());
///   }
/// ```
final class SiblingMethod implements Rule {
  @Override
  public double prior() {
    return Prior.COMMON;
  }

  /** Methods in one line can stand for each other. */
  private static final String FAMILIES =
      """
      min max
      ceil floor round rint
      floorDiv floorMod
      sin cos tan
      getFirst getLast
      addFirst addLast add push offer offerFirst offerLast
      removeFirst removeLast remove poll pollFirst pollLast pop peek peekFirst peekLast element getFirst getLast
      indexOf lastIndexOf
      startsWith endsWith contains equals
      equals equalsIgnoreCase contentEquals
      toLowerCase toUpperCase
      isEmpty isBlank
      trim strip stripLeading stripTrailing
      isDigit isLetter isLetterOrDigit isAlphabetic isWhitespace
      isUpperCase isLowerCase
      contains containsAll
      containsKey containsValue
      getKey getValue
      keySet values
      add addAll
      put putIfAbsent
      remove removeAll
      retainAll removeAll addAll containsAll
      higher lower ceiling floor
      higherKey lowerKey ceilingKey floorKey
      higherEntry lowerEntry ceilingEntry floorEntry
      firstKey lastKey
      firstEntry lastEntry
      first last
      headMap tailMap
      headSet tailSet
      pollFirst pollLast
      next previous
      hasNext hasPrevious
      replace replaceAll replaceFirst
      nextInt nextLong nextDouble nextBoolean
      intValue longValue doubleValue
      allMatch anyMatch noneMatch
      findFirst findAny
      incrementAndGet getAndIncrement decrementAndGet getAndDecrement
      of ofNullable
      plus minus
      plusDays minusDays
      isBefore isAfter
      multiply divide add subtract
      highestOneBit lowestOneBit
      of ofNullable
      map flatMap
      limit skip
      takeWhile dropWhile
      naturalOrder reverseOrder
      computeIfAbsent computeIfPresent compute
      isBefore isAfter isEqual
      plusDays plusWeeks plusMonths plusYears
      minusDays minusWeeks minusMonths minusYears
      ofDays ofHours ofMinutes ofSeconds ofMillis
      toDays toHours toMinutes toSeconds toMillis
      getDayOfMonth getDayOfYear getMonthValue getYear
      getHour getMinute getSecond
      numberOfLeadingZeros numberOfTrailingZeros
      """;

  private static final Map<String, Set<String>> OTHERS = new LinkedHashMap<>();

  static {
    for (String family : FAMILIES.split("\n")) {
      List<String> names = List.of(family.split(" "));
      names.forEach(n -> OTHERS.computeIfAbsent(n, k -> new LinkedHashSet<>()).addAll(names));
    }
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (node instanceof MethodCallExpr call && view.types().targets(call).isEmpty()) {
      JavaType receiver = call.getScope().map(view.types()::of).orElse(JavaType.UNKNOWN);
      List<JavaType> arguments = call.getArguments().stream().map(view.types()::of).toList();
      OTHERS.getOrDefault(call.getNameAsString(), Set.of()).stream()
          .filter(n -> Receivers.mayHave(receiver, n, view.types().relations()))
          .filter(n -> Receivers.mayTake(receiver, n, arguments, view.types().relations()))
          .forEach(n -> out.replace(call.getName(), n));
    }
  }
}
