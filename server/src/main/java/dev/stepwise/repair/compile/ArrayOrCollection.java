package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Reads an element in the way that the type has.
///
/// ```diff
///   int first(java.util.List<Integer> values) {
/// -   return values[0];
/// +   return values.get(0);
///   }
/// ```
///
/// ```diff
///   char first(String text) {
/// -   return text[0];
/// +   return text.charAt(0);
///   }
/// ```
///
/// ```diff
///   void count(java.util.Map<String, Integer> counts, String word) {
/// -   counts[word] = 1;
/// +   counts.put(word, 1);
///   }
/// ```
final class ArrayOrCollection implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("array.req.but.found");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    ArrayAccessExpr access = fault.around(ArrayAccessExpr.class).orElse(null);
    if (tree == null || access == null) {
      return;
    }
    String name = tree.text(access.getName());
    String index = tree.text(access.getIndex());
    boolean map = fault.message().contains("Map");
    if (Nodes.parent(access) instanceof AssignExpr a && Nodes.same(a.getTarget(), access)) {
      String call = map ? ".put(" : ".set(";
      out.replace(
          tree.start(a), tree.end(a), name + call + index + ", " + tree.text(a.getValue()) + ")");
      return;
    }
    String call =
        fault.message().contains("String") && !fault.message().contains("<") ? ".charAt(" : ".get(";
    out.replace(tree.start(access), tree.end(access), name + call + index + ")");
  }
}
