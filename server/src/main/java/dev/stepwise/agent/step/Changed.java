package dev.stepwise.agent.step;

import dev.stepwise.agent.Hypothesis;

/** Shows a change in one line. */
final class Changed {
  private static final int MAX = 90;

  private Changed() {}

  /** The first changed line as it will be. */
  static String line(Hypothesis hypothesis) {
    String[] before = hypothesis.before().split("\n", -1);
    String[] after = hypothesis.after().split("\n", -1);
    int at = 0;
    while (at < before.length && at < after.length && before[at].equals(after[at])) {
      at++;
    }
    String line =
        after.length < before.length || at >= after.length ? "(deleted)" : after[at].strip();
    String shown = line.length() <= MAX ? line : line.substring(0, MAX - 1) + "…";
    return "line " + (at + 1) + ": " + shown + " (" + hypothesis.candidate().origin() + ")";
  }
}
