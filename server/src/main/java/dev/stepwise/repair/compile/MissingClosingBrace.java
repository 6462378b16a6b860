package dev.stepwise.repair.compile;

import java.util.Set;

/// Closes a block that is open at the end of the file.
///
/// ```diff
///   class A {
///     int one() {
///       return 1;
///     }
/// + }
/// ```
final class MissingClosingBrace implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("premature.eof");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    int end = text.stripTrailing().length();
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    out.insert(end, newline + "}");
    Braces.unclosed(text)
        .reversed()
        .forEach(at -> out.insert(at, newline + JavaText.indent(text, at) + "}"));
  }
}
