package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.Expression;
import java.util.Set;

/// Casts to the type that is wanted.
///
/// ```diff
///   int half(double value) {
/// -   return value / 2;
/// +   return (int) (value / 2);
///   }
/// ```
///
/// ```diff
///   int length(Object text) {
/// -   String s = text;
/// +   String s = (String) text;
///     return s.length();
///   }
/// ```
final class Cast implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("prob.found.req");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String required = fault.required();
    Expression e = fault.expression().orElse(null);
    if (e == null || required.isEmpty() || required.contains("?")) {
      return;
    }
    if (isNumber(required) != isNumber(fault.found()) && !fault.found().equals("Object")) {
      return;
    }
    String operand = Tight.text(fault, e);
    out.replace(fault.start(), fault.end(), "(" + fault.requiredCode() + ") " + operand);
    if (Set.of("int", "long").contains(required)
        && Set.of("double", "float").contains(fault.found())) {
      String round = required.equals("int") ? "(int) Math.round(" : "Math.round(";
      out.replace(fault.start(), fault.end(), round + fault.marked() + ")");
    }
  }

  private static boolean isNumber(String type) {
    return Set.of("byte", "short", "char", "int", "long", "float", "double").contains(type);
  }
}
