package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.repair.syntax.Conditions;
import dev.stepwise.repair.syntax.MethodView;
import java.util.regex.Pattern;

/// Joins another question to a condition: a guard in front, or a condition of the method behind.
///
/// ```diff
///   int first(int[] values) {
/// -   if (values.length == 0) {
/// +   if (values == null || values.length == 0) {
///       return -1;
///     }
///     return values[0];
///   }
/// ```
///
/// ```diff
///   boolean hasNext(java.util.Iterator<String> left, java.util.Iterator<String> right) {
///     boolean more = right.hasNext();
/// -   return left.hasNext();
/// +   return left.hasNext() || right.hasNext();
///   }
/// ```
final class AddConditionOperand implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Expression e) || !Code.isDecision(e, view) || isPlain(e, view)) {
      return;
    }
    Conditions conditions = new Conditions(view);
    int at = view.source().start(e);
    String own = view.text(e);
    for (String guard : conditions.guardsAt(at)) {
      if (!own.contains(guard)) {
        String operator = isAlarm(guard) ? "||" : "&&";
        String clause = Code.clause(view, e, operator);
        out.replace(
            e,
            protects(guard, own)
                ? guard + " " + operator + " " + clause
                : clause + " " + operator + " " + guard);
        String other = isAlarm(guard) ? "&&" : "||";
        out.replace(e, Code.clause(view, e, other) + " " + other + " " + guard);
      }
    }
    for (String used : conditions.usedAt(at)) {
      if (!own.contains(used) && !used.contains("||") && !used.contains("&&")) {
        out.replace(e, Code.clause(view, e, "&&") + " && " + used);
        out.replace(e, Code.clause(view, e, "||") + " || " + used);
      }
    }
  }

  /** Whether the condition uses what the guard asks about, so that the guard has to come first. */
  private static boolean protects(String guard, String condition) {
    String name = guard.replaceFirst("^!", "").replaceFirst("\\W.*", "");
    return condition.matches("(?s).*\\b" + Pattern.quote(name) + "\\b.*");
  }

  /** Whether the guard tells that something is missing, so that it is joined with "or" in front. */
  private static boolean isAlarm(String guard) {
    return guard.endsWith("== null")
        || guard.endsWith("== 0")
        || guard.matches("\\w+\\.isEmpty\\(\\)");
  }

  private static boolean isPlain(Expression e, MethodView view) {
    return view.text(e).equals("true") || view.text(e).equals("false");
  }
}
