package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Exchanges two variables of one expression.
///
/// ```diff
///   def scaled(grams, people, wanted):
/// -     return round(grams * people / wanted)
/// +     return round(grams * wanted / people)
/// ```
final class ExchangeVariables implements PythonRule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean outermost =
        node.is("binary_operator", "comparison_operator", "boolean_operator")
            && !node.isIn("binary_operator", "comparison_operator", "boolean_operator");
    if (!outermost) {
      return;
    }
    List<SyntaxNode> names =
        node.all("identifier").stream()
            .filter(n -> view.variablesAt(n.start()).contains(view.text(n)))
            .filter(n -> !n.isPart("attribute", "attribute"))
            .toList();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        SyntaxNode a = names.get(i);
        SyntaxNode b = names.get(j);
        if (!view.text(a).equals(view.text(b)) && view.kind(a).fits(view.kind(b))) {
          out.all(
              List.of(
                  TextEdit.replace(a.start(), a.end(), view.text(b)),
                  TextEdit.replace(b.start(), b.end(), view.text(a))),
              List.of());
        }
      }
    }
  }
}
