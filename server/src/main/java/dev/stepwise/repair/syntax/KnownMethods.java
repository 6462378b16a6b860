package dev.stepwise.repair.syntax;

import com.github.javaparser.StaticJavaParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Result types of common JDK methods, by the receiver's simple name. */
final class KnownMethods {
  /**
   * Receiver, result, methods. {@code $0} is the receiver's first type argument, {@code $this} the
   * receiver's own type.
   */
  private static final String TABLE =
      """
      * int size length indexOf lastIndexOf compareTo compare hashCode ordinal intValue
      * boolean isEmpty equals equalsIgnoreCase contains containsKey containsValue hasNext startsWith endsWith isPresent
      * String toString name toLowerCase toUpperCase trim strip
      * long longValue
      * double doubleValue
      String char charAt
      String int codePointAt
      String boolean isBlank matches contentEquals
      String String substring replace replaceAll concat repeat valueOf format join stripLeading stripTrailing
      String String[] split
      String char[] toCharArray
      CharSequence char charAt
      StringBuilder $this append insert reverse deleteCharAt delete replace
      StringBuilder String substring
      StringBuilder void setLength setCharAt
      Collection boolean add addAll remove removeAll retainAll containsAll removeIf
      Collection void clear
      Collection Object[] toArray
      Collection Iterator<$0> iterator
      SequencedCollection $0 getFirst getLast removeFirst removeLast
      SequencedCollection void addFirst addLast
      List $0 get set
      List List<$0> subList
      List void sort
      Queue $0 peek poll element remove
      Queue boolean offer
      Deque $0 pop peekFirst peekLast pollFirst pollLast
      Deque void push
      Stack $0 pop peek push
      Stack boolean empty
      Iterator $0 next
      SortedSet $0 first last
      NavigableSet $0 floor ceiling higher lower pollFirst pollLast
      Map $1 get getOrDefault put remove putIfAbsent merge
      Map Set<$0> keySet
      Map Collection<$1> values
      Map Set<Entry<$0,$1>> entrySet
      SortedMap $0 firstKey lastKey
      NavigableMap $0 floorKey ceilingKey higherKey lowerKey
      Entry $0 getKey
      Entry $1 getValue
      Optional $0 get orElse orElseThrow
      Integer int parseInt compare bitCount signum max min sum reverse
      Integer Integer valueOf
      Integer String toBinaryString toHexString
      Long long parseLong max min sum
      Double double parseDouble
      Character boolean isDigit isLetter isLetterOrDigit isUpperCase isLowerCase isWhitespace
      Character char toUpperCase toLowerCase
      Character int getNumericValue compare
      Math double sqrt pow ceil floor log log10 exp sin cos tan hypot random
      Math long round
      Collections void sort reverse swap shuffle
      Arrays void sort fill
      Objects boolean equals isNull nonNull
      """;

  private final Map<String, JavaType> results = new HashMap<>();

  KnownMethods() {
    for (String line : TABLE.split("\n")) {
      List<String> words = List.of(line.split(" "));
      JavaType result = parse(words.get(1));
      words.stream().skip(2).forEach(m -> results.put(words.get(0) + "." + m, result));
    }
  }

  /** Result of {@code method} on {@code receiver}, {@link JavaType#UNKNOWN} where not listed. */
  JavaType result(JavaType receiver, String method, TypeRelations relations) {
    if (receiver.isArray()) {
      return method.equals("clone") ? receiver : JavaType.UNKNOWN;
    }
    for (String type : relations.superTypes(receiver.name())) {
      JavaType result = results.get(type + "." + method);
      if (result != null) {
        return fill(result, receiver);
      }
    }
    return results.getOrDefault("*." + method, JavaType.UNKNOWN);
  }

  private static JavaType fill(JavaType result, JavaType receiver) {
    return switch (result.name()) {
      case "$this" -> receiver;
      case "$0" -> receiver.argument(0);
      case "$1" -> receiver.argument(1);
      default ->
          new JavaType(
              result.name(),
              result.arguments().stream().map(a -> fill(a, receiver)).toList(),
              result.dimensions());
    };
  }

  private static JavaType parse(String text) {
    return JavaType.of(StaticJavaParser.parseType(text));
  }
}
