package dev.stepwise.repair.compile;

import java.util.Set;

/// Writes a number that does not fit into an int as a long.
///
/// ```diff
///   class A {
/// -   long big = 3000000000;
/// +   long big = 3000000000L;
///   }
/// ```
final class LargeNumber implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("int.number.too.large");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    int end = fault.start();
    while (end < fault.text().length()
        && Character.isJavaIdentifierPart(fault.text().charAt(end))) {
      end++;
    }
    out.insert(end, "L");
  }
}
