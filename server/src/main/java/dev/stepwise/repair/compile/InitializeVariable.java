package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.VariableDeclarator;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives a variable a first value.
///
/// ```diff
///   int sum(int[] values) {
/// -   int sum;
/// +   int sum = 0;
///     for (int value : values) {
///       sum += value;
///     }
///     return sum;
///   }
/// ```
///
/// ```diff
///   class A {
/// -   final int size;
/// +   final int size = 0;
///
///     A() {}
///   }
/// ```
final class InitializeVariable implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("var.might.not.have.been.initialized");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    Matcher m = Pattern.compile("variable (\\w+)").matcher(fault.message());
    SourceTree tree = fault.tree().orElse(null);
    if (tree == null || !m.find()) {
      return;
    }
    tree.unit().findAll(VariableDeclarator.class).stream()
        .filter(v -> v.getNameAsString().equals(m.group(1)) && v.getInitializer().isEmpty())
        .sorted(Comparator.comparingInt(v -> Math.abs(tree.start(v) - fault.start())))
        .limit(1)
        .forEach(v -> values(v).forEach(d -> out.insert(tree.end(v), " = " + d)));
  }

  private static List<String> values(VariableDeclarator v) {
    String type = v.getType().asString();
    return type.equals("String")
        ? List.of("\"\"", "null")
        : type.equals("boolean") ? List.of("false", "true") : List.of(Defaults.of(type));
  }
}
