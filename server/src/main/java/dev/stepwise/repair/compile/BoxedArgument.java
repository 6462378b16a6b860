package dev.stepwise.repair.compile;

import java.util.Map;
import java.util.Set;

/// Uses the boxed type where a primitive cannot stand.
///
/// ```diff
///   class A {
/// -   java.util.List<int> sizes;
/// +   java.util.List<Integer> sizes;
///   }
/// ```
final class BoxedArgument implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("type.found.req");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

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
          "Boolean",
          "float",
          "Float",
          "short",
          "Short",
          "byte",
          "Byte");

  @Override
  public void propose(Fault fault, Fixes out) {
    String boxed = BOXES.get(JavaText.word(fault.text(), fault.start()));
    if (boxed != null) {
      int length = JavaText.word(fault.text(), fault.start()).length();
      out.replace(fault.start(), fault.start() + length, boxed);
    }
  }
}
