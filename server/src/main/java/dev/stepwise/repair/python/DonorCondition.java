package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;

/// Does for one branch what a test elsewhere in the function asks.
///
/// ```diff
///   def signs(numbers):
/// -     return [n for n in numbers]
/// +     return [n for n in numbers if n]
/// ```
final class DonorCondition implements PythonRule {

  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("list_comprehension", "generator_expression", "set_comprehension")) {
      return;
    }
    boolean filtered = node.parts().stream().anyMatch(p -> p.is("if_clause"));
    SyntaxNode last = node.parts().getLast();
    if (!filtered && last.is("for_in_clause")) {
      last.child("left")
          .filter(l -> l.is("identifier"))
          .map(view::text)
          .ifPresent(
              name -> {
                out.raw(last.end(), last.end(), " if " + name);
                out.raw(last.end(), last.end(), " if " + name + " is not None");
                for (String other : view.variablesAt(node.start())) {
                  if (view.kindOf(other).mayHold() && !other.equals(name)) {
                    out.raw(last.end(), last.end(), " if " + name + " not in " + other);
                  }
                }
              });
    } else if (filtered && last.is("if_clause")) {
      out.raw(node.parts().get(node.parts().size() - 2).end(), last.end(), "");
    }
  }
}
