package dev.stepwise.repair.python.syntax;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.tree.SyntaxNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which names have values where in a function. */
final class Names {
  private static final String[] COMPREHENSIONS = {
    "list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"
  };

  private final PythonTree tree;
  private final List<Variable> variables = new ArrayList<>();
  private final Map<Integer, List<String>> cache = new HashMap<>();

  Names(PythonTree tree, SyntaxNode function) {
    this.tree = tree;
    function.walk(this::collect);
  }

  /** The innermost first; {@code self} and names that say nobody uses them left out. */
  List<String> at(int offset) {
    return cache.computeIfAbsent(offset, this::find);
  }

  private List<String> find(int offset) {
    Set<String> found = new LinkedHashSet<>();
    variables.stream()
        .filter(v -> v.visibleAt(offset))
        .sorted(
            Comparator.comparingInt((Variable v) -> v.scope().length())
                .thenComparingInt(v -> -v.from()))
        .forEach(v -> found.add(v.name()));
    found.removeIf(n -> n.startsWith("_") || n.equals("self") || n.equals("cls"));
    return List.copyOf(found);
  }

  /** Whether it is a variable anywhere in the function. */
  boolean isKnown(String name) {
    return variables.stream().anyMatch(v -> v.name().equals(name));
  }

  /** Variables that the code reads and does not itself bring. */
  Set<String> readBy(SyntaxNode code) {
    Set<String> read = new LinkedHashSet<>();
    for (SyntaxNode n : code.all("identifier")) {
      boolean name = n.isPart("attribute", "attribute") || n.isPart("name", "keyword_argument");
      boolean own =
          n.around(COMPREHENSIONS).filter(code::contains).isPresent()
              && variables.stream()
                  .anyMatch(
                      v ->
                          v.name().equals(tree.text(n))
                              && code.start() <= v.scope().start()
                              && v.scope().end() <= code.end());
      if (!name && !own) {
        read.add(tree.text(n));
      }
    }
    return read;
  }

  private void collect(SyntaxNode node) {
    switch (node.kind()) {
      case "parameters", "lambda_parameters" -> {
        SyntaxNode owner = node.parent().orElse(node);
        node.parts().forEach(p -> parameter(p, owner));
      }
      case "assignment", "augmented_assignment" ->
          node.child("left").ifPresent(l -> targets(l, node.end(), functionOf(node)));
      case "for_statement" ->
          node.child("left").ifPresent(l -> targets(l, l.end(), functionOf(node)));
      case "for_in_clause" -> {
        SyntaxNode around = node.around(COMPREHENSIONS).orElse(node);
        node.child("left").ifPresent(l -> targets(l, around.start(), tree.range(around)));
      }
      case "as_pattern_target" -> node.parts().forEach(p -> targets(p, p.end(), functionOf(node)));
      case "named_expression" ->
          node.child("name").ifPresent(n -> targets(n, node.end(), functionOf(node)));
      default -> {
        // Gives no name a value.
      }
    }
  }

  private TextRange functionOf(SyntaxNode node) {
    return node.around("function_definition", "lambda").map(tree::range).orElse(tree.range(node));
  }

  private void parameter(SyntaxNode p, SyntaxNode owner) {
    p.all("identifier").stream()
        .findFirst()
        .ifPresent(
            n -> variables.add(new Variable(tree.text(n), owner.start(), tree.range(owner), true)));
  }

  private void targets(SyntaxNode left, int from, TextRange scope) {
    if (left.is("identifier")) {
      variables.add(new Variable(tree.text(left), from, scope, false));
    } else if (left.is("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern")) {
      left.parts().forEach(p -> targets(p, from, scope));
    }
  }
}
