package dev.stepwise.repair.compile;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes an operator that other languages spell out.
///
/// ```diff
///   boolean inside(int n) {
/// -   return n > 0 and n < 10;
/// +   return n > 0 && n < 10;
///   }
/// ```
final class UndefinedOperatorWord implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("expected", "expected2", "expected3", "not.stmt", "illegal.start.of.expr");
  }

  @Override
  public double prior() {
    return Likely.RARELY;
  }

  private static final Map<String, String> WORDS =
      Map.of(
          "and", "&&", "or", "||", "not", "!", "elif", "else if", "elseif", "else if", "True",
          "true", "False", "false", "None", "null", "nil", "null", "string", "String");

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    int line = JavaText.lineStart(text, fault.start());
    Matcher word =
        Pattern.compile("\\b\\w+\\b")
            .matcher(text)
            .region(line, JavaText.lineEnd(text, fault.start()));
    while (word.find()) {
      String java = WORDS.get(word.group());
      if (java != null) {
        out.replace(word.start(), word.end(), java);
      }
    }
  }
}
