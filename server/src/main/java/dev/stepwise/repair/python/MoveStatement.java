package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;
import java.util.Optional;

/// Exchanges a statement with the next one, or moves it out of or into the block beside it.
///
/// ```diff
///   def total(numbers):
///       result = 0
///       for number in numbers:
///           result += number
/// -         return result
/// +     return result
/// ```
///
/// ```diff
///   def last_below(numbers, limit):
///       last = None
///       for number in numbers:
/// -         last = number
///           if number >= limit:
///               break
/// +         last = number
///       return last
/// ```
final class MoveStatement implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!FunctionView.isStatement(node) || !view.tree().startsLine(node)) {
      return;
    }
    String own = out.layout().bare(node);
    out.next(node)
        .ifPresent(
            next -> {
              move(node, out.layout().after(next, own), out);
              moveIn(node, next, own, out);
            });
    boolean only = node.parent().filter(b -> b.parts().size() > 1).isEmpty();
    SyntaxNode around = node.parent().flatMap(view::statementOf).orElse(node);
    boolean inside = !around.equals(node) && !around.is("function_definition", "class_definition");
    if (inside && !only && out.next(node).isEmpty()) {
      move(node, out.layout().after(around, own), out);
    }
    if (inside && !only && node.index() == 0) {
      move(node, out.layout().before(around, own), out);
    }
  }

  /** To the end of the block of the statement behind it. */
  private static void moveIn(SyntaxNode node, SyntaxNode next, String own, PythonEdits out) {
    next.child("body")
        .or(() -> next.child("consequence"))
        .filter(b -> b.is("block") && !next.is("function_definition", "class_definition"))
        .map(b -> b.parts().getLast())
        .ifPresent(last -> move(node, out.layout().after(last, own), out));
  }

  private static void move(SyntaxNode node, Optional<TextEdit> there, PythonEdits out) {
    Optional<TextEdit> gone = out.layout().delete(node);
    if (there.isPresent() && gone.isPresent()) {
      out.all(List.of(gone.get(), there.get()), List.of(node));
    }
  }
}
