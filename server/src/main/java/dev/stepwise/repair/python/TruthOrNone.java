package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;

/// Asks for None instead of emptiness or zero, or the other way round.
///
/// ```diff
///   def limit(given, usual):
/// -     if not given:
/// +     if given is None:
///           return usual
///       return given
/// ```
final class TruthOrNone implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean truth = FunctionView.isCondition(node) || node.isIn("boolean_operator");
    if (!truth) {
      return;
    }
    if (node.is("not_operator")) {
      node.child("argument")
          .filter(a -> a.is("identifier", "attribute", "subscript"))
          .ifPresent(a -> out.replace(node, view.text(a) + " is None", Level.COMPARISON));
    } else if (node.is("identifier", "attribute", "subscript", "call")) {
      out.replace(node, view.text(node) + " is not None", Level.COMPARISON);
    }
    Code.comparison(node)
        .filter(o -> node.parts().get(1).is("none"))
        .ifPresent(
            o ->
                out.replace(
                    node,
                    (o.kind().contains("not") ? "" : "not ")
                        + Code.operand(view, node.parts().get(0), Level.NOT),
                    Level.NOT));
  }
}
