package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.NameExpr;
import dev.stepwise.repair.syntax.Donor;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Variable;

/// Does to a variable what the method does to another variable of the same type.
///
/// ```diff
///   int common(String a, String b) {
///     if (a.isEmpty() || b.isEmpty() || a.charAt(0) != b.charAt(0)) {
///       return 0;
///     }
/// -   return 1 + common(a.substring(1), b);
/// +   return 1 + common(a.substring(1), b.substring(1));
///   }
/// ```
final class SameTreatment implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof NameExpr name) || !Code.isValue(name) || Guards.isDereferenced(name)) {
      return;
    }
    Variable own = view.types().variable(name).orElse(null);
    if (own == null || !own.type().isKnown()) {
      return;
    }
    JavaType wanted = view.types().wantedOrOwn(name);
    for (Donor donor : view.donorsAt(view.source().start(name), wanted)) {
      if (!donor.type().isKnown() || donor.variables().size() != 1) {
        continue;
      }
      Variable treated = donor.variables().get(0);
      if (treated.type().equals(own.type()) && !(donor.node() instanceof NameExpr)) {
        String same = Renaming.in(donor.text(), treated.name(), own.name());
        out.replace(name, Code.fitted(donor.node(), same, name));
      }
    }
  }
}
