package dev.stepwise.repair.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Leaves out a modifier that cannot stand here.
///
/// ```diff
///   int one() {
/// -   private int one = 1;
/// +   int one = 1;
///     return one;
///   }
/// ```
///
/// ```diff
///   class A {
/// -   public public int one = 1;
/// +   public int one = 1;
///   }
/// ```
final class ModifierHere implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "mod.not.allowed.here",
        "repeated.modifier",
        "illegal.combination.of.modifiers",
        "illegal.start.of.expr");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  private static final String MODIFIERS =
      "public|private|protected|static|final|abstract|synchronized|volatile|transient|native|default|sealed";

  @Override
  public void propose(Fault fault, Fixes out) {
    Matcher named =
        Pattern.compile("modifier ([\\w,]+)|: (\\w+) and (\\w+)").matcher(fault.message());
    String text = fault.text();
    boolean start = fault.code().equals("illegal.start.of.expr");
    if (start && !JavaText.word(text, fault.start()).matches(MODIFIERS)) {
      return;
    }
    int line = JavaText.lineStart(text, fault.start());
    int end = JavaText.lineEnd(text, fault.start());
    List<String> wrong = new ArrayList<>();
    if (named.find()) {
      for (int i = 1; i <= 3; i++) {
        if (named.group(i) != null) {
          wrong.addAll(List.of(named.group(i).split(",")));
        }
      }
    }
    Matcher m =
        Pattern.compile("\\b(" + (wrong.isEmpty() ? MODIFIERS : String.join("|", wrong)) + ")\\s+")
            .matcher(text)
            .region(line, end);
    while (m.find()) {
      out.replace(m.start(), m.end(), "");
    }
  }
}
