package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets a variable change that is declared final, or does not change it.
///
/// ```diff
///   int sum(int[] values) {
/// -   final int sum = 0;
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
/// -   private final int size;
/// +   private int size;
///
///     A() {
///       size = 1;
///       size = 2;
///     }
///   }
/// ```
final class NotFinal implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "cant.assign.val.to.var", "var.might.already.be.assigned", "var.might.be.assigned.in.loop");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    Matcher m = Pattern.compile("variable (\\w+)").matcher(fault.message());
    if (tree == null || !m.find()) {
      return;
    }
    for (VariableDeclarator v : tree.unit().findAll(VariableDeclarator.class)) {
      if (v.getNameAsString().equals(m.group(1))
          && Nodes.parent(v) instanceof NodeWithModifiers<?> d) {
        removeFinal(d.getModifiers(), tree, out);
      }
    }
    for (Parameter p : tree.unit().findAll(Parameter.class)) {
      if (p.getNameAsString().equals(m.group(1))) {
        removeFinal(p.getModifiers(), tree, out);
      }
    }
    fault
        .around(Statement.class)
        .filter(Statement::isExpressionStmt)
        .ifPresent(s -> out.add(new Layout(tree).delete(s)));
  }

  private static void removeFinal(NodeList<Modifier> modifiers, SourceTree tree, Fixes out) {
    modifiers.stream()
        .filter(x -> x.getKeyword() == Modifier.Keyword.FINAL)
        .forEach(x -> out.replace(tree.start(x), tree.end(x) + 1, ""));
  }
}
