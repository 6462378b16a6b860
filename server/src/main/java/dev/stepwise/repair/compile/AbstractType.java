package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a usual implementation of an abstract type.
///
/// ```diff
/// - import java.util.List;
/// + import java.util.ArrayList;
/// + import java.util.List;
///
///   class A {
/// -   List<String> names = new List<>();
/// +   List<String> names = new ArrayList<>();
///   }
/// ```
final class AbstractType implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("abstract.cant.be.instantiated");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  private static final Map<String, List<String>> USUAL =
      Map.of(
          "List", List.of("java.util.ArrayList", "java.util.LinkedList"),
          "Map", List.of("java.util.HashMap", "java.util.TreeMap"),
          "Set", List.of("java.util.HashSet", "java.util.TreeSet"),
          "Collection", List.of("java.util.ArrayList"),
          "Queue", List.of("java.util.ArrayDeque", "java.util.LinkedList"),
          "Deque", List.of("java.util.ArrayDeque"),
          "Calendar", List.of("java.util.GregorianCalendar"));

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    ObjectCreationExpr created = fault.around(ObjectCreationExpr.class).orElse(null);
    if (tree == null || created == null) {
      return;
    }
    String name = created.getType().getNameAsString();
    int start = tree.start(created.getType());
    int end = tree.end(created.getType().getName());
    for (String full : USUAL.getOrDefault(name, List.of())) {
      String simple = full.substring(full.lastIndexOf('.') + 1);
      List<TextEdit> edits = new ArrayList<>(List.of(TextEdit.replace(start, end, simple)));
      if (!tree.text().contains("import java.util.*;")
          && !tree.text().contains("import " + full + ";")) {
        edits.add(Imports.add(tree.text(), full));
      }
      out.add(edits);
    }
    tree.unit().findAll(ClassOrInterfaceDeclaration.class).stream()
        .filter(c -> !c.isAbstract() && !c.isInterface())
        .filter(
            c ->
                c.getImplementedTypes().stream().anyMatch(t -> t.getNameAsString().equals(name))
                    || c.getExtendedTypes().stream()
                        .anyMatch(t -> t.getNameAsString().equals(name)))
        .forEach(c -> out.replace(start, end, c.getNameAsString()));
  }
}
