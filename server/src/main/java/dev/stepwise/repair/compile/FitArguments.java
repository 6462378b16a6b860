package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithArguments;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Orders, leaves out, adds or converts arguments so that the call fits.
///
/// ```diff
///   String repeat(String text, int times) {
///     return text.repeat(times);
///   }
///
///   String twice(String text) {
/// -   return repeat(2, text);
/// +   return repeat(text, 2);
///   }
/// ```
///
/// ```diff
///   int add(int a, int b) {
///     return a + b;
///   }
///
///   int same(int a) {
/// -   return add(a, 0, a);
/// +   return add(a, a);
///   }
/// ```
///
/// ```diff
///   int add(int a, int b) {
///     return a + b;
///   }
///
///   int same(int a) {
/// -   return add(a);
/// +   return add(a, 0);
///   }
/// ```
final class FitArguments implements CompileRule {
  private static final List<Class<? extends Node>> CALLS =
      List.of(
          MethodCallExpr.class, ObjectCreationExpr.class, ExplicitConstructorInvocationStmt.class);

  @Override
  public Set<String> codes() {
    return Set.of(
        "prob.found.req", "cant.apply.symbol", "cant.apply.symbols", "cant.apply.symbol.noargs");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    NodeWithArguments<?> call = callOf(fault).orElse(null);
    if (tree == null || call == null) {
      return;
    }
    NodeList<Expression> arguments = call.getArguments();
    for (int i = 0; i < arguments.size(); i++) {
      for (int j = i + 1; j < arguments.size(); j++) {
        Expression a = arguments.get(i);
        Expression b = arguments.get(j);
        out.add(
            List.of(
                TextEdit.replace(tree.start(a), tree.end(a), tree.text(b)),
                TextEdit.replace(tree.start(b), tree.end(b), tree.text(a))));
      }
    }
    if (fault.code().equals("prob.found.req")) {
      return;
    }
    for (int i = 0; i < arguments.size(); i++) {
      boolean first = i == 0;
      int from = first ? tree.start(arguments.get(0)) : tree.end(arguments.get(i - 1));
      int to =
          first && arguments.size() > 1 ? tree.start(arguments.get(1)) : tree.end(arguments.get(i));
      out.replace(from, to, "");
    }
    int close = tree.text().lastIndexOf(')', tree.end((Node) call));
    String comma = arguments.isEmpty() ? "" : ", ";
    missing(fault, arguments.size()).forEach(value -> out.insert(close, comma + value));
    for (Expression a : arguments) {
      out.replace(tree.start(a), tree.end(a), "String.valueOf(" + tree.text(a) + ")");
      out.replace(tree.start(a), tree.end(a), "Integer.parseInt(" + tree.text(a) + ")");
      out.replace(
          tree.start(a),
          tree.end(a),
          "(int) " + (a.isNameExpr() ? tree.text(a) : "(" + tree.text(a) + ")"));
    }
  }

  private static Optional<NodeWithArguments<?>> callOf(Fault fault) {
    return CALLS.stream()
        .flatMap(kind -> fault.around(kind).stream())
        .min(Comparator.comparingInt(n -> fault.tree().orElseThrow().range(n).length()))
        .map(n -> (NodeWithArguments<?>) n);
  }

  /**
   * A value for the first parameter that has no argument: a variable of its type, then a default.
   */
  private static List<String> missing(Fault fault, int given) {
    Matcher m = Pattern.compile("required:\\s*(.+)").matcher(fault.message());
    MethodView view = fault.view().orElse(null);
    if (view == null || !m.find()) {
      return List.of();
    }
    String[] types = m.group(1).split(",(?![^<]*>)");
    return given < types.length
        ? Defaults.of(fault.written(types[given].strip()), view, fault.start())
        : List.of();
  }
}
