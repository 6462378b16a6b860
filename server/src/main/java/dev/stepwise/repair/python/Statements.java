package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.Donor;
import dev.stepwise.repair.python.syntax.FunctionView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Statements made of those that are there. */
final class Statements {
  private Statements() {}

  /** Calls and sums of the function with one variable exchanged, as they could stand here. */
  static Set<String> forOtherVariables(SyntaxNode place, FunctionView view) {
    Set<String> made = new LinkedHashSet<>();
    List<String> here = view.variablesAt(place.start());
    for (SyntaxNode statement : view.nodes()) {
      boolean call =
          statement.is("expression_statement")
              && statement.parts().stream().allMatch(p -> p.is("call", "augmented_assignment"));
      if (!call || !FunctionView.isSimple(statement) || isLong(statement)) {
        continue;
      }
      for (SyntaxNode name : statement.all("identifier")) {
        boolean variable =
            !name.isPart("attribute", "attribute")
                && !name.isPart("name", "keyword_argument")
                && !name.isPart("function", "call");
        for (String other : variable ? here : List.<String>of()) {
          boolean fits = view.kindOf(other).fits(view.kind(name));
          if (fits && !other.equals(view.text(name))) {
            String code =
                TextEdit.apply(
                    view.text(statement),
                    List.of(
                        TextEdit.replace(
                            name.start() - statement.start(),
                            name.end() - statement.start(),
                            other)));
            if (onlyKnown(statement, name, here, view)) {
              made.add(code);
            }
          }
        }
      }
    }
    for (Donor donor : view.statementsAt(place.start())) {
      made.remove(donor.text());
    }
    return made;
  }

  private static boolean isLong(SyntaxNode statement) {
    return statement.end() - statement.start() > 80;
  }

  /** Whether the other variables of the statement have values here. */
  private static boolean onlyKnown(
      SyntaxNode statement, SyntaxNode changed, List<String> here, FunctionView view) {
    return statement.all("identifier").stream()
        .filter(n -> !n.equals(changed) && !n.isPart("attribute", "attribute"))
        .filter(n -> !n.isPart("function", "call"))
        .map(view::text)
        .allMatch(n -> here.contains(n) || !isAssigned(n, view));
  }

  private static boolean isAssigned(String name, FunctionView view) {
    return view.variablesAt(view.function().end()).contains(name)
        || view.nodes().stream()
            .anyMatch(
                n ->
                    n.isPart("left", "for_in_clause", "for_statement")
                        && view.text(n).equals(name));
  }
}
