package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.stepwise.repair.Spelling;
import dev.stepwise.repair.syntax.Variable;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names that exist, to find the one that was meant. */
final class Names {
  private static final int MOST = 4;

  /** Methods of common JDK types that people misspell. */
  private static final List<String> JDK =
      List.of(
          """
          length size isEmpty isBlank charAt indexOf lastIndexOf substring toUpperCase toLowerCase
          equalsIgnoreCase startsWith endsWith contains replace replaceAll split trim strip join
          format valueOf parseInt parseDouble parseLong compareTo equals hashCode toString getClass
          add addAll addFirst addLast remove removeIf removeFirst removeLast get getFirst getLast set
          clear put putIfAbsent getOrDefault containsKey containsValue keySet values entrySet getKey
          getValue computeIfAbsent merge iterator hasNext next push pop peek poll offer stream
          forEach map filter collect toList sorted reversed mapToInt sum average findFirst anyMatch
          allMatch noneMatch isPresent orElse orElseThrow ifPresent println printf print append
          insert reverse deleteCharAt setLength sort max min abs sqrt pow floor ceil round
          readAllLines readString writeString exists currentTimeMillis nanoTime nextInt nextLine
          """
              .strip()
              .split("\\s+"));

  private Names() {}

  static Set<String> variables(Fault fault) {
    Set<String> names = new LinkedHashSet<>();
    fault
        .view()
        .ifPresent(
            v -> v.variablesAt(fault.start()).stream().map(Variable::name).forEach(names::add));
    fault.tree().stream()
        .flatMap(t -> t.unit().findAll(VariableDeclarator.class).stream())
        .filter(d -> fault.marked().contains("."))
        .forEach(d -> names.add(d.getNameAsString()));
    elsewhere(fault)
        .ifPresent(
            t ->
                t.getFields().stream()
                    .flatMap(f -> f.getVariables().stream())
                    .forEach(v -> names.add(v.getNameAsString())));
    return names;
  }

  static Set<String> methods(Fault fault) {
    Set<String> names = new LinkedHashSet<>();
    fault.tree().stream()
        .flatMap(t -> t.unit().findAll(MethodDeclaration.class).stream())
        .forEach(m -> names.add(m.getNameAsString()));
    Optional<TypeDeclaration<?>> owner = elsewhere(fault);
    owner.ifPresent(t -> t.getMethods().forEach(m -> names.add(m.getNameAsString())));
    owner
        .filter(RecordDeclaration.class::isInstance)
        .ifPresent(
            t ->
                ((RecordDeclaration) t)
                    .getParameters()
                    .forEach(p -> names.add(p.getNameAsString())));
    if (owner.isEmpty()) {
      names.addAll(JDK);
    }
    return names;
  }

  static Set<String> types(Fault fault) {
    Set<String> names = new LinkedHashSet<>();
    fault
        .tree()
        .ifPresent(
            t -> {
              t.unit().findAll(TypeDeclaration.class).forEach(d -> names.add(d.getNameAsString()));
              t.unit()
                  .findAll(ClassOrInterfaceType.class)
                  .forEach(c -> names.add(c.getNameAsString()));
            });
    names.addAll(
        List.of("String", "Integer", "Long", "Double", "Boolean", "Character", "Object", "Math"));
    return names;
  }

  /** The type of another file in which the name was looked for. */
  private static Optional<TypeDeclaration<?>> elsewhere(Fault fault) {
    return fault.neighbours().flatMap(n -> n.find(fault.place()));
  }

  /** Known names that differ in a letter or two, the nearest first. */
  static List<String> similar(String wrong, Set<String> known) {
    int allowed = wrong.length() <= 3 ? 1 : Math.max(2, wrong.length() / 4);
    return known.stream()
        .filter(n -> !n.equals(wrong) && Spelling.distance(wrong, n) <= allowed)
        .sorted(Comparator.comparingInt(n -> Spelling.distance(wrong, n)))
        .limit(MOST)
        .toList();
  }
}
