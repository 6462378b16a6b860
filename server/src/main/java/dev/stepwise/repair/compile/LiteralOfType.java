package dev.stepwise.repair.compile;

import java.util.Set;

/// Writes a literal in the form of the type that is wanted.
///
/// ```diff
///   class Prices {
/// -   float price = 9.5;
/// +   float price = 9.5f;
///   }
/// ```
///
/// ```diff
///   class Names {
/// -   String separator = ',';
/// +   String separator = ",";
///   }
/// ```
final class LiteralOfType implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("prob.found.req");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String code = fault.marked();
    String literal =
        switch (fault.required()) {
          case "float" -> code.matches("[0-9.]+") ? code + "f" : "";
          case "long", "Long" -> code.matches("[0-9_]+") ? code + "L" : "";
          case "double", "Double" -> code.matches("[0-9]+") ? code + ".0" : "";
          case "int", "short", "byte" ->
              code.matches("[0-9]+\\.0+")
                  ? code.replaceAll("\\..*", "")
                  : code.matches("\"[0-9]+\"")
                      ? code.replace("\"", "")
                      : code.equals("null") ? "0" : "";
          case "String" ->
              code.matches("'[^\"]+'")
                  ? code.replace('\'', '"')
                  : code.matches("[0-9.]+|true|false") ? "\"" + code + "\"" : "";
          case "char" -> code.matches("\"(.|\\\\.)\"") ? code.replace('"', '\'') : "";
          case "boolean" ->
              Set.of("1", "\"true\"").contains(code)
                  ? "true"
                  : Set.of("0", "null", "\"false\"").contains(code) ? "false" : "";
          default -> "";
        };
    if (!literal.isEmpty()) {
      out.replace(fault.start(), fault.end(), literal);
    }
  }
}
