package dev.stepwise.repair.compile;

import java.util.List;
import java.util.Set;

/// Removes a brace, a bracket or a semicolon that is too much.
///
/// ```diff
///   int sign(int n) {
///     if (n < 0) {
///       return -1;
///     }
/// -   }
///     else {
///       return 1;
///     }
///   }
/// ```
///
/// ```diff
///   int sign(int n) {
/// -   if (n < 0); {
/// +   if (n < 0) {
///       return -1;
///     } else {
///       return 1;
///     }
///   }
/// ```
///
/// ```diff
///   int twice(int n) {
/// -   return n * 2);
/// +   return n * 2;
///   }
/// ```
final class ExtraBrace implements CompileRule {
  private static final int MOST = 8;

  @Override
  public Set<String> codes() {
    return Set.of(
        "expected",
        "expected2",
        "expected3",
        "expected4",
        "illegal.start.of.type",
        "illegal.start.of.expr",
        "else.without.if",
        "catch.without.try",
        "finally.without.try",
        "orphaned");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    int at = Math.min(fault.start(), text.length() - 1);
    for (int i = 0; i < MOST && at >= 0; at = previous(text, at)) {
      char c = text.charAt(at);
      if ("{}();,".indexOf(c) >= 0) {
        i++;
        out.add(List.of(JavaText.deletion(text, at, at + 1)));
      }
    }
  }

  private static int previous(String text, int at) {
    return JavaText.endOfPreviousToken(text, at) - 1;
  }
}
