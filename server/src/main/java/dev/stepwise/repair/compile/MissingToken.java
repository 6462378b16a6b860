package dev.stepwise.repair.compile;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Inserts the token that javac expects, behind the code before.
///
/// ```diff
///   int twice(int n) {
/// -   int result = n * 2
/// +   int result = n * 2;
///     return result;
///   }
/// ```
///
/// ```diff
///   int twice(int n) {
/// -   return Math.abs(n * 2;
/// +   return Math.abs(n * 2);
///   }
/// ```
///
/// ```diff
///   int sign(int n) {
/// -   if n < 0) {
/// +   if (n < 0) {
///       return -1;
///     }
///     return 1;
///   }
/// ```
final class MissingToken implements CompileRule {
  private static final Pattern TOKEN = Pattern.compile("'([^']+)'");

  @Override
  public Set<String> codes() {
    return Set.of("expected", "expected2", "expected3", "expected4", "expected.str");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    Matcher expected = TOKEN.matcher(fault.message());
    while (expected.find()) {
      String token = expected.group(1);
      int after = fault.afterPrevious(fault.end() > fault.start() ? fault.start() : fault.end());
      switch (token) {
        case ";", ")", "]", "}", ">", "," -> out.insert(after, token);
        case "(" -> {
          boolean space = fault.text().startsWith(" ", after);
          out.replace(after, space ? after + 1 : after, " (");
        }
        case "{" -> out.insert(after, " {");
        case "=", ":", "->" -> out.insert(after, " " + token);
        default -> {}
      }
    }
    if (fault.message().contains("';' expected") || fault.message().contains("')'")) {
      out.insert(fault.end(), ";");
      out.insert(fault.end(), ")");
    }
  }
}
