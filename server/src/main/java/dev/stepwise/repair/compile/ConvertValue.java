package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.Expression;
import java.util.List;
import java.util.Set;

/// Converts between texts, numbers, arrays and collections.
///
/// ```diff
///   int parse(String text) {
/// -   return text;
/// +   return Integer.parseInt(text);
///   }
/// ```
///
/// ```diff
///   String show(int number) {
/// -   return number;
/// +   return String.valueOf(number);
///   }
/// ```
///
/// ```diff
///   java.util.List<String> all(String[] names) {
/// -   return names;
/// +   return java.util.List.of(names);
///   }
/// ```
final class ConvertValue implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("prob.found.req");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  /** Found type, wanted type, and the conversion. */
  private static final List<List<String>> CONVERSIONS =
      List.of(
          List.of("String", "int|Integer", "Integer.parseInt(%s)"),
          List.of("String", "long|Long", "Long.parseLong(%s)"),
          List.of("String", "double|Double", "Double.parseDouble(%s)"),
          List.of("String", "boolean|Boolean", "Boolean.parseBoolean(%s)"),
          List.of("String", "char|Character", "%s.charAt(0)"),
          List.of("String", "char\\[\\]", "%s.toCharArray()"),
          List.of("String", "StringBuilder", "new StringBuilder(%s)"),
          List.of("String", "BigDecimal|BigInteger|File|LocalDate", "new $2(%s)"),
          List.of("String", "Path", "Path.of(%s)"),
          List.of("String", "List<String>", "List.of(%s)"),
          List.of(
              "int|long|double|float|char|boolean|Integer|Long|Double|Character|Boolean|Object",
              "String",
              "String.valueOf(%s)"),
          List.of("char\\[\\]", "String", "new String(%s)"),
          List.of(
              "StringBuilder|StringBuffer|File|Path|UUID|LocalDate|BigDecimal",
              "String",
              "%s.toString()"),
          List.of(
              "List<String>|Set<String>|Collection<String>", "String", "String.join(\", \", %s)"),
          List.of("(\\w+)\\[\\]", "List<.*>|Collection<.*>|Iterable<.*>", "java.util.List.of(%s)"),
          List.of("(\\w+)\\[\\]", "Stream<.*>|IntStream", "java.util.Arrays.stream(%s)"),
          List.of(
              "List<String>|Set<String>|Collection<String>",
              "String\\[\\]",
              "%s.toArray(new String[0])"),
          List.of("(List|Collection|Iterable)<.*>", "Set<.*>", "new java.util.HashSet<>(%s)"),
          List.of(
              "(Set|Collection)<.*>", "List<.*>|ArrayList<.*>", "new java.util.ArrayList<>(%s)"),
          List.of("List<.*>", "ArrayList<.*>", "new java.util.ArrayList<>(%s)"),
          List.of("Map<.*>", "HashMap<.*>", "new java.util.HashMap<>(%s)"),
          List.of("Stream<.*>", "List<.*>", "%s.toList()"),
          List.of(
              "Object\\[\\]|List<Integer>",
              "int\\[\\]",
              "%s.stream().mapToInt(Integer::intValue).toArray()"),
          List.of("long", "int|Integer", "Math.toIntExact(%s)"),
          List.of("int", "Long|Double|Short|Byte", "$2.valueOf(%s)"),
          List.of("int", "boolean", "%s != 0"),
          List.of("boolean|Boolean", "int", "%s ? 1 : 0"),
          List.of("Integer", "boolean", "%s != null"),
          List.of(
              "int|long|double|BigInteger|String", "BigDecimal", "new java.math.BigDecimal(%s)"),
          List.of("int|long", "BigInteger", "java.math.BigInteger.valueOf(%s)"),
          List.of("File", "Path", "%s.toPath()"),
          List.of("Path", "File", "%s.toFile()"));

  @Override
  public void propose(Fault fault, Fixes out) {
    Expression e = fault.expression().orElse(null);
    if (e == null) {
      return;
    }
    for (List<String> c : CONVERSIONS) {
      if (fault.found().matches(c.get(0)) && fault.required().matches(c.get(1))) {
        String operand = c.get(2).startsWith("%s") ? Tight.text(fault, e) : fault.marked();
        String code =
            c.get(2).replace("$2", fault.required().replaceAll("<.*", "")).replace("%s", operand);
        out.replace(fault.start(), fault.end(), code);
      }
    }
  }
}
