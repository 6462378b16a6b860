package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Treats one argument as its neighbour is treated.
///
/// ```diff
///   def common(a, b):
///       if a[0] == b[0]:
/// -         return a[0] + common(a[1:], b)
/// +         return a[0] + common(a[1:], b[1:])
///       return ''
/// ```
final class SameTreatment implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    List<SyntaxNode> all = node.is("call") ? Code.arguments(node) : List.of();
    for (SyntaxNode treated : all) {
      for (SyntaxNode plain : all) {
        String name = view.text(plain);
        if (plain.is("identifier") && !plain.equals(treated) && !treated.is("keyword_argument")) {
          for (SyntaxNode inner : treated.all("identifier")) {
            if (!inner.equals(treated) && !view.text(inner).equals(name)) {
              String before = view.tree().text().substring(treated.start(), inner.start());
              String behind = view.tree().text().substring(inner.end(), treated.end());
              out.replace(plain, before + name + behind, Level.of(treated));
            }
          }
        }
      }
    }
  }
}
