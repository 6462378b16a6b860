package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which type can stand for which, from a table of common JDK types and the file's own classes. */
public final class TypeRelations {
  /** Subtype to its direct supertypes. */
  private static final String JDK =
      """
      ArrayList List
      LinkedList List Deque
      Vector List
      Stack Vector
      List SequencedCollection
      SequencedCollection Collection
      Deque Queue SequencedCollection
      ArrayDeque Deque
      PriorityQueue Queue
      Queue Collection
      HashSet Set
      LinkedHashSet HashSet SequencedCollection
      TreeSet NavigableSet
      NavigableSet SortedSet
      SortedSet Set
      Set Collection
      Collection Iterable
      HashMap Map
      LinkedHashMap HashMap
      TreeMap NavigableMap
      NavigableMap SortedMap
      SortedMap Map
      ConcurrentHashMap Map
      ListIterator Iterator
      String CharSequence Comparable
      StringBuilder CharSequence
      StringBuffer CharSequence
      Integer Number Comparable
      Long Number Comparable
      Double Number Comparable
      Float Number Comparable
      BigInteger Number Comparable
      BigDecimal Number Comparable
      IllegalArgumentException RuntimeException
      IllegalStateException RuntimeException
      RuntimeException Exception
      IOException Exception
      Exception Throwable
      """;

  private final Map<String, Set<String>> direct = new HashMap<>();

  private final Neighbours neighbours;

  TypeRelations(CompilationUnit unit, Neighbours neighbours) {
    this.neighbours = neighbours;
    for (String line : JDK.split("\n")) {
      List<String> names = List.of(line.split(" "));
      names.stream().skip(1).forEach(s -> add(names.get(0), s));
    }
    unit.findAll(ClassOrInterfaceDeclaration.class).forEach(this::add);
  }

  /** Whether an expression of type {@code from} may be used where {@code to} is wanted. */
  public boolean assignable(JavaType from, JavaType to) {
    if (!from.isKnown() || !to.isKnown() || from.equals(to)) {
      return true;
    }
    if (from.equals(JavaType.VOID) || to.equals(JavaType.VOID)) {
      return false;
    }
    if (from.equals(JavaType.NULL)) {
      return to.isReference();
    }
    if (to.dimensions() == 0 && to.name().equals("Object")) {
      return true;
    }
    if (from.isArray() || to.isArray()) {
      return from.dimensions() == to.dimensions()
          && !from.isPrimitiveArray()
          && !to.isPrimitiveArray()
          && assignable(from.array(0), to.array(0));
    }
    if (to.isPrimitive()) {
      return from.isBoolean() == to.isBoolean()
          && from.isNumeric() == to.isNumeric()
          && widens(from.numericRank(), to.numericRank());
    }
    if (from.isPrimitive()) {
      return from.equals(to.unboxed());
    }
    return superTypes(from.name()).contains(to.name()) && argumentsFit(from, to);
  }

  /** The type's name and those of all its known supertypes, nearest first. */
  public Set<String> superTypes(String name) {
    Set<String> all = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      if (all.add(next)) {
        open.addAll(direct(next));
      }
    }
    return all;
  }

  /** Whether the type is a collection of the JDK. */
  public boolean isCollection(JavaType type) {
    return !type.isArray() && superTypes(type.name()).contains("Collection");
  }

  /** Whether the type is a map of the JDK. */
  public boolean isMap(JavaType type) {
    return !type.isArray() && superTypes(type.name()).contains("Map");
  }

  private boolean argumentsFit(JavaType from, JavaType to) {
    if (from.arguments().size() != to.arguments().size()) {
      return true;
    }
    for (int i = 0; i < from.arguments().size(); i++) {
      JavaType a = from.argument(i);
      JavaType b = to.argument(i);
      boolean bothPlain = a.arguments().isEmpty() && b.arguments().isEmpty();
      if (a.isKnown() && b.isKnown() && !(bothPlain ? a.equals(b) : a.name().equals(b.name()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean widens(int from, int to) {
    if (from < 0 || to < 0) {
      return from == to;
    }
    boolean charToSmall = from == 2 && to < 2;
    boolean smallToChar = to == 2 && from != 2;
    return from <= to && !charToSmall && !smallToChar;
  }

  private Set<String> direct(String type) {
    if (!direct.containsKey(type)) {
      direct.put(type, new HashSet<>());
      neighbours
          .find(type)
          .filter(ClassOrInterfaceDeclaration.class::isInstance)
          .ifPresent(t -> add((ClassOrInterfaceDeclaration) t));
    }
    return direct.getOrDefault(type, Set.of());
  }

  private void add(ClassOrInterfaceDeclaration type) {
    for (ClassOrInterfaceType s : type.getExtendedTypes()) {
      add(type.getNameAsString(), s.getNameAsString());
    }
    for (ClassOrInterfaceType s : type.getImplementedTypes()) {
      add(type.getNameAsString(), s.getNameAsString());
    }
  }

  private void add(String type, String superType) {
    direct.computeIfAbsent(type, k -> new HashSet<>()).add(superType);
  }
}
