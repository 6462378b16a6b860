package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;

/// Drops or corrects what a class says it extends.
///
/// ```diff
/// - class A extends A {
/// + class A {
///     int one = 1;
///   }
/// ```
///
/// ```diff
/// - class Task extends Runnable {
/// + class Task implements Runnable {
///     public void run() {}
///   }
/// ```
///
/// ```diff
/// - class Name extends String {
/// + class Name {
///     int one = 1;
///   }
/// ```
final class CyclicClass implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "cyclic.inheritance",
        "cant.inherit.from.final",
        "cant.inherit.from.sealed",
        "intf.expected.here",
        "repeated.interface",
        "no.intf.expected.here");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    ClassOrInterfaceDeclaration type =
        fault
            .around(ClassOrInterfaceDeclaration.class)
            .or(() -> fault.inside(ClassOrInterfaceDeclaration.class))
            .orElse(null);
    if (tree == null || type == null) {
      return;
    }
    int from = tree.end(type.getName());
    int to = tree.text().indexOf('{', from);
    String header = tree.text().substring(from, to);
    for (List<String> words :
        List.of(List.of("extends", "implements"), List.of("implements", "extends"))) {
      if (header.contains(words.get(0))
          && !header.contains(words.get(1))
          && fault.code().contains("expected")) {
        int at = from + header.indexOf(words.get(0));
        out.replace(at, at + words.get(0).length(), words.get(1));
      }
    }
    String clause = " ?(extends|implements) [\\w.<>, ]+?(?= implements| *$)";
    String without = header.replaceFirst(clause, "");
    if (!without.equals(header)) {
      out.replace(from, to, without);
    }
  }
}
