package dev.stepwise.repair.compile;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Assigns to what can be assigned to.
///
/// ```diff
///   int twice(int n) {
///     int result;
/// -   n * 2 = result;
/// +   result = n * 2;
///     return result;
///   }
/// ```
final class ReversedAssignment implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("unexpected.type");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    int start =
        JavaText.lineStart(text, fault.start()) + JavaText.indent(text, fault.start()).length();
    int end = text.indexOf(';', fault.start());
    if (end < 0) {
      return;
    }
    Matcher m = Pattern.compile("([^=]+?) = ([\\w.\\[\\]]+)").matcher(text.substring(start, end));
    if (m.matches()) {
      out.replace(start, end, m.group(2) + " = " + m.group(1));
    }
    if (text.startsWith("=", fault.end() + 1)) {
      out.insert(fault.end() + 1, "=");
    }
  }
}
