package dev.stepwise.repair.compile;

import com.github.javaparser.ast.stmt.ForEachStmt;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;

/// Loops over the parts of a map, a text or a number.
///
/// ```diff
///   int sum(java.util.Map<String, Integer> counts) {
///     int sum = 0;
/// -   for (int count : counts) {
/// +   for (int count : counts.values()) {
///       sum += count;
///     }
///     return sum;
///   }
/// ```
///
/// ```diff
///   int spaces(String text) {
///     int spaces = 0;
/// -   for (char c : text) {
/// +   for (char c : text.toCharArray()) {
///       spaces += c == ' ' ? 1 : 0;
///     }
///     return spaces;
///   }
/// ```
///
/// ```diff
///   int sum(int n) {
///     int sum = 0;
/// -   for (int i : n) {
/// +   for (int i = 0; i < n; i++) {
///       sum += i;
///     }
///     return sum;
///   }
/// ```
final class LoopOverParts implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("foreach.not.applicable.to.type");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    ForEachStmt loop = fault.around(ForEachStmt.class).orElse(null);
    if (tree == null || loop == null) {
      return;
    }
    String over = tree.text(loop.getIterable());
    int end = tree.end(loop.getIterable());
    String message = fault.message();
    if (message.contains("Map")) {
      List.of(".values()", ".keySet()", ".entrySet()").forEach(part -> out.insert(end, part));
    } else if (message.contains("String")) {
      out.insert(end, ".toCharArray()");
      out.insert(end, ".split(\"\")");
    } else if (message.contains("Iterator")) {
      String cast = "(Iterable<" + tree.text(loop.getVariable().getElementType()) + ">) () -> ";
      out.insert(tree.start(loop.getIterable()), cast);
    } else if (message.contains("Stream")) {
      out.insert(end, ".toList()");
    } else if (message.contains("Optional")) {
      out.insert(end, ".stream().toList()");
    } else {
      String name = loop.getVariable().getVariable(0).getNameAsString();
      out.replace(
          tree.start(loop.getVariable()),
          end,
          "int " + name + " = 0; " + name + " < " + over + "; " + name + "++");
    }
  }
}
