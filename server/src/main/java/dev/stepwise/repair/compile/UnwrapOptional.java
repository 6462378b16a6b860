package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.Expression;
import java.util.Set;

/// Takes the value out of an Optional, or puts it into one.
///
/// ```diff
///   String first(java.util.List<String> names) {
/// -   return names.stream().findFirst();
/// +   return names.stream().findFirst().orElse(null);
///   }
/// ```
///
/// ```diff
///   java.util.Optional<String> find(String name) {
/// -   return name;
/// +   return java.util.Optional.of(name);
///   }
/// ```
final class UnwrapOptional implements CompileRule {
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
    Expression e = fault.expression().orElse(null);
    String code = fault.marked();
    if (e == null) {
      return;
    }
    if (fault.found().startsWith("Optional<")) {
      String value = Tight.text(fault, e);
      out.replace(fault.start(), fault.end(), value + ".orElseThrow()");
      out.replace(fault.start(), fault.end(), value + ".orElse(null)");
    }
    if (fault.found().matches("Optional(Int|Double|Long)")) {
      String kind = fault.found().substring("Optional".length());
      out.replace(fault.start(), fault.end(), Tight.text(fault, e) + ".getAs" + kind + "()");
    }
    if (fault.required().startsWith("Optional<")) {
      String optional =
          fault.text().contains("import java.util.Optional;") ? "Optional" : "java.util.Optional";
      out.replace(
          fault.start(),
          fault.end(),
          code.equals("null") ? optional + ".empty()" : optional + ".of(" + code + ")");
    }
  }
}
