package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.Donor;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.TypeRelations;
import dev.stepwise.repair.syntax.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes another call of the method's in the place of a statement, with what the statement works
/// on.
///
/// ```diff
///   void join(java.util.Map<String, String> heads, String one, String other) {
///     heads.put(one, one);
///     if (heads.get(other) != null) {
/// -     merge(heads, one, other);
/// +     heads.put(one, heads.get(other));
///     }
///   }
/// ```
///
/// What is assigned may have to be put somewhere instead:
///
/// ```diff
///   int relax(java.util.Map<String, Integer> costs, String from, String to) {
///     costs.put(from, 0);
///     int cost = costs.get(from) + 1;
/// -   log(to, cost);
/// +   costs.put(to, cost);
///     return cost;
///   }
/// ```
final class OtherCall implements Rule {
  private static final int MOST_ARGUMENTS = 3;

  /** Of one call at one place; more would be guessing. */
  private static final int MOST_CHOICES = 40;

  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof ExpressionStmt place)
        || place.getExpression().isVariableDeclarationExpr()) {
      return;
    }
    Set<String> names = names(place);
    for (Node other : view.nodes()) {
      if (other instanceof ExpressionStmt statement
          && !statement.equals(place)
          && statement.getExpression() instanceof MethodCallExpr call
          && call.getScope().filter(NameExpr.class::isInstance).isPresent()
          && !call.getArguments().isEmpty()
          && call.getArguments().size() <= MOST_ARGUMENTS) {
        String receiver = view.text(call.getScope().get());
        Set<String> usable = new HashSet<>(names);
        usable.add(receiver);
        choices(call, place, usable, view).stream()
            // A call on something else must at least use all that the statement used.
            .filter(c -> names.contains(receiver) || mentions(c, used(place)))
            .limit(MOST_CHOICES)
            .forEach(
                arguments ->
                    out.replace(
                        place,
                        receiver
                            + "."
                            + call.getNameAsString()
                            + "("
                            + String.join(", ", arguments)
                            + ");"));
      }
    }
  }

  private static List<List<String>> choices(
      MethodCallExpr call, ExpressionStmt place, Set<String> names, MethodView view) {
    List<List<String>> choices = List.of(List.of());
    for (Expression argument : call.getArguments()) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> chosen : choices) {
        for (String value : values(argument, place, names, view)) {
          List<String> more = new ArrayList<>(chosen);
          more.add(value);
          longer.add(more);
        }
      }
      choices = longer;
    }
    return choices.stream().filter(c -> c.stream().distinct().count() == c.size()).toList();
  }

  /** All that a statement names but the object it calls. */
  private static Set<String> used(ExpressionStmt place) {
    Set<String> used = names(place);
    if (place.getExpression() instanceof MethodCallExpr call) {
      call.getScope().ifPresent(s -> used.remove(s.toString()));
    }
    return used;
  }

  private static Set<String> names(ExpressionStmt place) {
    return place.findAll(NameExpr.class).stream()
        .map(NameExpr::getNameAsString)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean mentions(List<String> arguments, Set<String> names) {
    String all = String.join(", ", arguments);
    return names.stream().allMatch(n -> Pattern.compile("\\b" + n + "\\b").matcher(all).find());
  }

  /** Variables and calls of the argument's type that need nothing but the statement's own names. */
  private static Set<String> values(
      Expression argument, ExpressionStmt place, Set<String> names, MethodView view) {
    int at = view.source().start(place);
    JavaType type = view.types().of(argument);
    Set<String> values = new LinkedHashSet<>();
    for (Variable v : view.variablesAt(at)) {
      if (names.contains(v.name()) && fits(v.type(), type, view)) {
        values.add(v.name());
      }
    }
    for (Donor donor : view.donorsAt(at, JavaType.UNKNOWN)) {
      if (donor.node() instanceof MethodCallExpr
          && donor.variables().stream().allMatch(v -> names.contains(v.name()))
          && fits(donor.type(), type, view)) {
        values.add(donor.text());
      }
    }
    return values;
  }

  /** Either way round: a set may stand where a new hash set stood. */
  private static boolean fits(JavaType some, JavaType other, MethodView view) {
    TypeRelations types = view.types().relations();
    return some.isKnown()
        && other.isKnown()
        && (types.assignable(some, other) || types.assignable(other, some));
  }
}
