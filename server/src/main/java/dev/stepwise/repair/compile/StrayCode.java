package dev.stepwise.repair.compile;

import java.util.Map;
import java.util.Set;

/// Removes a character or word that cannot stand where it is, or replaces a typographic quote.
///
/// ```diff
///   int sum(int a, int b) {
/// -   return a + + * b;
/// +   return a + + b;
///   }
/// ```
///
/// ```diff
///   String greet() {
/// -   return “hello";
/// +   return "hello";
///   }
/// ```
final class StrayCode implements CompileRule {
  private static final Map<Character, String> QUOTES =
      Map.of(
          '\u201c', "\"", '\u201d', "\"", '\u2018', "'", '\u2019', "'", '\u00d7', "*", '\u2212',
          "-", '\u2013', "-", '\u2264', "<=", '\u2265', ">=", '\u2260', "!=");

  @Override
  public Set<String> codes() {
    return Set.of(
        "illegal.start.of.expr",
        "illegal.start.of.type",
        "illegal.char",
        "not.stmt",
        "illegal.start.of.stmt",
        "orphaned");
  }

  @Override
  public double prior() {
    return Likely.SOMETIMES;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    int at = Math.min(fault.start(), text.length() - 1);
    if (at < 0) {
      return;
    }
    String quote = QUOTES.get(text.charAt(at));
    if (quote != null) {
      out.replace(at, at + 1, quote);
    }
    String word = JavaText.word(text, at);
    int to = word.isEmpty() ? at + 1 : at + word.length();
    if (to <= text.length()) {
      int from = at > 0 && text.charAt(at - 1) == ' ' ? at - 1 : at;
      out.replace(from, to, "");
    }
    int before = JavaText.endOfPreviousToken(text, at);
    if (before > 0) {
      out.replace(before - 1, before, "");
    }
  }
}
