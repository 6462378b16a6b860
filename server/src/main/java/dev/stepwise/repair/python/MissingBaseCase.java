package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Answers small cases at once, before the function calls itself or reads elements.
///
/// ```diff
///   def mean(numbers):
/// +     if not numbers:
/// +         return 0
///       total = sum(numbers)
///       return total / len(numbers)
/// ```
final class MissingBaseCase implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean first =
        FunctionView.isStatement(node)
            && view.function().child("body").filter(b -> startsWith(b, node)).isPresent();
    if (!first) {
      return;
    }
    for (String name : view.variablesAt(node.start())) {
      Kind kind = view.kindOf(name);
      List<String> conditions =
          kind == Kind.NUMBER
              ? List.of(name + " == 0", name + " <= 0", name + " <= 1")
              : List.of("not " + name, name + " is None");
      for (String condition : conditions) {
        for (String exit : Code.exits(view, node)) {
          out.before(node, "if " + condition + ":\n" + out.layout().deeper(exit));
        }
        out.before(node, "if " + condition + ":\n" + out.layout().deeper("return " + name));
      }
    }
  }

  /** Whether the statement is the block's first but for a docstring. */
  private static boolean startsWith(SyntaxNode body, SyntaxNode statement) {
    return body.parts().stream()
        .filter(s -> !Code.isDocstring(s))
        .findFirst()
        .filter(statement::equals)
        .isPresent();
  }
}
