package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Replaces a comparison by another one.
///
/// ```diff
///   def count_below(numbers, limit):
///       i = 0
/// -     while i <= len(numbers) and numbers[i] < limit:
/// +     while i < len(numbers) and numbers[i] < limit:
///           i += 1
///       return i
/// ```
final class RelationalOperator implements PythonRule {
  private static final List<String> SIGNS = List.of("<", "<=", ">", ">=", "==", "!=");

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    Code.comparison(node)
        .filter(o -> SIGNS.contains(o.kind()))
        .ifPresent(
            o -> {
              for (String sign : SIGNS) {
                out.raw(o.start(), o.end(), sign);
              }
            });
  }
}
