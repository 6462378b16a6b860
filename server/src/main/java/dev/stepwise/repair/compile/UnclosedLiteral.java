package dev.stepwise.repair.compile;

import java.util.List;
import java.util.Set;

/// Closes a text or a character, or writes it with the right quotes.
///
/// ```diff
///   String greet() {
/// -   return "hello;
/// +   return "hello";
///   }
/// ```
///
/// ```diff
///   String greet() {
/// -   return 'hello';
/// +   return "hello";
///   }
/// ```
final class UnclosedLiteral implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "unclosed.str.lit",
        "unclosed.char.lit",
        "empty.char.lit",
        "unclosed.comment",
        "unclosed.text.block");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    int at = fault.start();
    int end = JavaText.lineEnd(text, at);
    String line = text.substring(at, end).stripTrailing();
    int last = at + line.length();
    switch (fault.code()) {
      case "unclosed.str.lit" -> {
        for (String tail : List.of(");", "));", ";", ")", ",", ") {", "")) {
          if (line.endsWith(tail)) {
            out.insert(last - tail.length(), "\"");
          }
        }
      }
      case "unclosed.char.lit" -> {
        int open = line.startsWith("'") ? at : text.lastIndexOf('\'', at);
        int close = text.indexOf('\'', open + 1);
        if (open >= 0 && close > open && close < end) {
          out.replace(open, close + 1, '"' + text.substring(open + 1, close) + '"');
        }
        out.insert(Math.min(end, at + 2), "'");
      }
      case "empty.char.lit" -> {
        out.replace(at, Math.min(end, at + 2), "' '");
        out.replace(at, Math.min(end, at + 2), "\"\"");
      }
      case "unclosed.comment" -> out.insert(end, " */");
      default -> out.insert(text.stripTrailing().length(), "\"\"\";");
    }
  }
}
