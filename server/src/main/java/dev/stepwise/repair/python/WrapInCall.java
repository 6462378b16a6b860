package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Puts a value through a function of one argument.
///
/// ```diff
///   def initials(names):
/// -     return names
/// +     return sorted(names)
/// ```
final class WrapInCall implements PythonRule {
  private static final List<String> ALL = List.of("str", "int", "list", "len", "abs", "sorted");

  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean place =
        Code.isWhole(node)
            || node.isPart("left", "binary_operator")
            || node.isPart("right", "binary_operator");
    boolean literal = node.is("true", "false", "none", "integer", "float", "list", "tuple");
    if (!place || literal || !view.isValue(node) || node.isIn("list", "tuple")) {
      return;
    }
    Kind kind = view.kind(node);
    List<String> names =
        kind == Kind.NUMBER
            ? List.of("abs", "int", "str")
            : kind == Kind.TEXT
                ? List.of("int", "float", "len")
                : kind.isContainer() ? List.of("list", "sorted", "len", "set", "reversed") : ALL;
    for (String name : names) {
      out.replace(node, name + "(" + view.text(node) + ")");
    }
  }
}
