package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.rule.Prior;
import java.util.ArrayList;
import java.util.List;

/// Shifts one part of a key or an index as another part is shifted.
///
/// ```diff
///   def diagonal(table, i, j):
/// -     return table[i - 1, j] + 1
/// +     return table[i - 1, j - 1] + 1
/// ```
final class SameIndex implements PythonRule {

  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    List<SyntaxNode> indices = new ArrayList<>();
    if (node.is("subscript")) {
      node.parts().stream().filter(p -> p.field().equals("subscript")).forEach(indices::add);
      node.child("value")
          .filter(v -> v.is("subscript"))
          .ifPresent(
              v ->
                  v.parts().stream()
                      .filter(p -> p.field().equals("subscript"))
                      .forEach(indices::add));
    }
    for (SyntaxNode shifted : indices) {
      for (SyntaxNode plain : indices) {
        if (shifted.is("binary_operator") && plain.is("identifier")) {
          String shift =
              view.tree()
                  .text()
                  .substring(shifted.child("left").orElse(shifted).end(), shifted.end());
          out.replace(plain, view.text(plain) + shift, Level.SUM);
        }
      }
    }
  }
}
