package dev.stepwise.repair.compile;

import java.util.Set;

/// Uses a name that looks like the one that does not exist.
///
/// ```diff
///   int sum(int[] values) {
///     int total = 0;
///     for (int value : values) {
/// -     totl += value;
/// +     total += value;
///     }
///     return total;
///   }
/// ```
///
/// ```diff
///   String shout(String text) {
/// -   return text.toUppercase();
/// +   return text.toUpperCase();
///   }
/// ```
final class SimilarName implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "cant.resolve",
        "cant.resolve.location",
        "cant.resolve.args",
        "cant.resolve.location.args",
        "cant.resolve.args.params",
        "cant.resolve.location.args.params");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String wrong = fault.symbol();
    int at = fault.text().substring(0, fault.end()).lastIndexOf(wrong);
    if (wrong.isEmpty() || at < fault.start()) {
      return;
    }
    Set<String> known =
        switch (fault.symbolKind()) {
          case "method" -> Names.methods(fault);
          case "class" -> Names.types(fault);
          default -> Names.variables(fault);
        };
    Names.similar(wrong, known).forEach(name -> out.replace(at, at + wrong.length(), name));
  }
}
