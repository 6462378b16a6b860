package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Takes only a part of a sequence, or one without its ends.
///
/// ```diff
///   def rest(numbers, k):
///       head = numbers[:k]
/// -     for number in numbers:
/// +     for number in numbers[k:]:
///           head.append(number)
///       return head
/// ```
final class PartOfSequence implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean place =
        node.isPart("right", "for_statement", "for_in_clause", "assignment")
            || node.isIn("argument_list", "return_statement");
    boolean name = node.is("identifier", "attribute") && view.isValue(node);
    if (!place || !name || !view.kind(node).mayHold()) {
      return;
    }
    String text = view.text(node);
    Set<String> bounds = new LinkedHashSet<>(List.of("1"));
    view.variablesAt(node.start(), Kind.NUMBER).stream()
        .filter(v -> view.kindOf(v) == Kind.NUMBER || isBound(v, view))
        .forEach(bounds::add);
    for (String bound : bounds) {
      out.replace(node, text + "[" + bound + ":]");
      out.replace(node, text + "[:" + (bound.equals("1") ? "-1" : bound) + "]");
    }
    out.replace(node, text + "[::-1]");
  }

  private static boolean isBound(String name, FunctionView view) {
    return view.function().all("slice").stream()
        .flatMap(s -> s.parts().stream())
        .anyMatch(p -> view.text(p).equals(name));
  }
}
