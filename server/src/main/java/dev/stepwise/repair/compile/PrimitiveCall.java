package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Map;
import java.util.Set;

/// Does with a primitive value what cannot be called on it.
///
/// ```diff
///   boolean same(int a, int b) {
/// -   return a.equals(b);
/// +   return a == b;
///   }
/// ```
///
/// ```diff
///   String show(int n) {
/// -   return n.toString();
/// +   return String.valueOf(n);
///   }
/// ```
final class PrimitiveCall implements CompileRule {
  private static final Map<String, String> BOXES =
      Map.of(
          "int",
          "Integer",
          "long",
          "Long",
          "double",
          "Double",
          "char",
          "Character",
          "boolean",
          "Boolean");

  @Override
  public Set<String> codes() {
    return Set.of("cant.deref");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  private static final Set<String> SAME =
      Set.of(
          "intValue",
          "longValue",
          "doubleValue",
          "booleanValue",
          "charValue",
          "length",
          "size",
          "clone");

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    FieldAccessExpr field = fault.around(FieldAccessExpr.class).orElse(null);
    MethodCallExpr call = fault.around(MethodCallExpr.class).orElse(null);
    if (tree != null
        && field != null
        && (call == null || tree.range(call).length() > tree.range(field).length())) {
      out.replace(tree.end(field.getScope()), tree.end(field), "");
      return;
    }
    if (tree == null || call == null || call.getScope().isEmpty()) {
      return;
    }
    Expression scope = call.getScope().get();
    String value = tree.text(scope);
    int start = tree.start(call);
    int end = tree.end(call);
    boolean one = call.getArguments().size() == 1;
    String argument = one ? tree.text(call.getArgument(0)) : "";
    String box = BOXES.getOrDefault(fault.message().split(" ")[0], "Integer");
    switch (call.getNameAsString()) {
      case "equals" -> {
        boolean not = tree.text().startsWith("!", start - 1);
        out.replace(not ? start - 1 : start, end, value + (not ? " != " : " == ") + argument);
      }
      case "toString" -> out.replace(start, end, "String.valueOf(" + value + ")");
      case "compareTo", "compare" ->
          out.replace(start, end, box + ".compare(" + value + ", " + argument + ")");
      case "hashCode" -> out.replace(start, end, box + ".hashCode(" + value + ")");
      default -> {
        if (SAME.contains(call.getNameAsString())) {
          out.replace(tree.end(scope), end, "");
        }
        String arguments = call.getArguments().isEmpty() ? "" : ", " + argument;
        out.replace(start, end, box + "." + call.getNameAsString() + "(" + value + arguments + ")");
        out.replace(tree.start(scope), tree.end(scope), "String.valueOf(" + value + ")");
      }
    }
  }
}
