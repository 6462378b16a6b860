package dev.stepwise.repair.compile;

import java.util.Set;

/// Gives a try a catch, or takes it away.
///
/// ```diff
///   int parse(String text) {
/// -   try {
/// -     return Integer.parseInt(text);
/// -   }
/// +   return Integer.parseInt(text);
///   }
/// ```
final class TryAlone implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("try.without.catch.finally.or.resource.decls");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    int open = text.indexOf('{', fault.start());
    int close = open < 0 ? -1 : Braces.closing(text, open);
    if (close < 0) {
      return;
    }
    String indent = JavaText.indent(text, fault.start());
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    String body = text.substring(open + 1, close).strip();
    String inner = JavaText.indent(text, text.indexOf(body, open));
    out.replace(fault.start(), close + 1, body.replace(newline + inner, newline + indent));
    String unit = inner.startsWith(indent) ? inner.substring(indent.length()) : "  ";
    out.insert(
        close + 1,
        " catch (RuntimeException e) {"
            + newline
            + indent
            + unit
            + "throw e;"
            + newline
            + indent
            + "}");
  }
}
