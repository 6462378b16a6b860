package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.Donor;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.Set;

/// Assigns to something else.
///
/// ```diff
///   def relax(best, edges):
///       for (a, b), weight in edges.items():
/// -         edges[a, b] = min(best[b], best[a] + weight)
/// +         best[b] = min(best[b], best[a] + weight)
///       return best
/// ```
final class WrongTarget implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean target =
        node.isPart("left", "assignment", "augmented_assignment")
            && node.is("identifier", "subscript", "attribute");
    if (!target) {
      return;
    }
    Set<String> others = new LinkedHashSet<>();
    for (Donor donor : view.donorsAt(node.start(), Kind.UNKNOWN)) {
      boolean slice = donor.node().parts().stream().anyMatch(p -> p.is("slice"));
      if (donor.node().is("identifier", "subscript", "attribute") && !slice) {
        others.add(donor.text());
      }
    }
    others.remove(view.text(node));
    others.forEach(o -> out.replace(node, o));
  }
}
