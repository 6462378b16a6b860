package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.Donor;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import java.util.Set;

/// Leaves out an argument, or adds one, where the method has such a form.
///
/// ```diff
///   String tail(String text, int from, int to) {
/// -   return text.substring(from, to);
/// +   return text.substring(from);
///   }
/// ```
///
/// ```diff
///   int sum(int[] values) {
///     int end = values.length;
/// -   return sum(values, 0);
/// +   return sum(values, 0, end);
///   }
///
///   int sum(int[] values, int from, int to) {
///     return from == to ? 0 : values[from] + sum(values, from + 1, to);
///   }
///
///   int sum(int[] values, int from) {
///     return sum(values, from, values.length);
///   }
/// ```
final class ArgumentCount implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  private static final int LONGEST = 30;

  /** Common JDK methods that take one argument more or less. */
  private static final Set<String> FORMS =
      Set.of(
          "substring",
          "indexOf",
          "lastIndexOf",
          "split",
          "add",
          "remove",
          "parseInt",
          "sort",
          "fill",
          "toString",
          "println",
          "readLine",
          "orElseThrow",
          "copyOf",
          "nextInt",
          "asList",
          "of",
          "subList");

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof MethodCallExpr call)) {
      return;
    }
    int given = call.getArguments().size();
    boolean less = hasForm(call, given - 1, view);
    for (int i = 0; less && i < given; i++) {
      drop(call, i, view, out);
    }
    if (!hasForm(call, given + 1, view)) {
      return;
    }
    int close = view.source().end(call) - 1;
    String comma = given == 0 ? "" : ", ";
    view.variablesAt(close, wanted(call, view)).stream()
        .filter(v -> v.type().isKnown())
        .forEach(v -> out.replace(close, close, comma + v.name()));
    for (Donor donor : view.donorsAt(view.source().start(call), wanted(call, view))) {
      boolean literal = donor.node() instanceof LiteralExpr;
      if (donor.type().isKnown()
          && !call.isAncestorOf(donor.node())
          && !donor.node().isAncestorOf(call)
          && !donor.node().equals(call)
          && (literal || donor.text().length() < LONGEST)) {
        out.replace(close, close, comma + donor.text());
      }
    }
  }

  private static void drop(MethodCallExpr call, int index, MethodView view, Edits out) {
    int size = call.getArguments().size();
    int from = view.source().start(call.getArgument(index));
    int to = view.source().end(call.getArgument(index));
    if (index > 0) {
      from = view.source().end(call.getArgument(index - 1));
    } else if (size > 1) {
      to = view.source().start(call.getArgument(1));
    }
    out.replace(from, to, "");
  }

  private static JavaType wanted(MethodCallExpr call, MethodView view) {
    int index = call.getArguments().size();
    return view.siblings().stream()
        .filter(m -> m.getNameAsString().equals(call.getNameAsString()))
        .filter(m -> m.getParameters().size() == index + 1)
        .map(m -> JavaType.of(m.getParameter(index).getType()))
        .findFirst()
        .orElse(JavaType.INT);
  }

  private static boolean hasForm(MethodCallExpr call, int arguments, MethodView view) {
    boolean own =
        call.getScope().isEmpty()
            && view.siblings().stream()
                .anyMatch(
                    m ->
                        m.getNameAsString().equals(call.getNameAsString())
                            && m.getParameters().size() == arguments);
    boolean known = arguments > 0 && arguments < 4 && FORMS.contains(call.getNameAsString());
    return own || (call.getScope().isPresent() && known);
  }
}
