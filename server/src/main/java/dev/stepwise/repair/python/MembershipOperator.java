package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;
import java.util.Map;

/// Asks for the opposite of `in` or `is`, or for equality instead of identity.
///
/// ```diff
///   def distinct(names):
///       seen = set()
///       for name in names:
/// -         if name in seen:
/// +         if name not in seen:
///               seen.add(name)
///       return seen
/// ```
final class MembershipOperator implements PythonRule {
  private static final Map<String, List<String>> OTHERS =
      Map.of(
          "in", List.of("not in"),
          "not in", List.of("in"),
          "is", List.of("is not", "=="),
          "is not", List.of("is", "!="));

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    Code.comparison(node)
        .ifPresent(
            o -> {
              for (String other : OTHERS.getOrDefault(o.kind(), List.of())) {
                out.raw(o.start(), o.end(), other);
              }
            });
  }
}
