package dev.stepwise.agent.step;

import dev.stepwise.agent.Promising;
import dev.stepwise.agent.Situation;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a run that fails got further than the unchanged code. A run ends at its first failure, so
 * what passed before it and how it fails are all there is to see.
 *
 * @param progress see {@link Promising#progress}
 * @param how in words
 */
record Further(double progress, String how) {
  /** A test that fails at a later line of its own passes some of its assertions. */
  private static final double LATER_LINE = 0.5;

  private static final Pattern LINE = Pattern.compile("\\([^:()]+:(\\d+)\\)\\s*$");

  /** Empty if it got no further. */
  static Optional<Further> of(TestRun run, Situation situation) {
    long passed = TestJudge.passing(run);
    if (passed > 0) {
      double share = passed / (double) Math.max(passed, situation.failures().size());
      return Optional.of(new Further(share, passed + " of the failing tests pass"));
    }
    for (TestRun.Result now : run.results()) {
      Optional<TestRun.Result> before =
          situation.failures().stream().filter(f -> f.test().equals(now.test())).findFirst();
      if (before.isPresent() && isLater(now, before.get())) {
        return Optional.of(new Further(LATER_LINE, "fails at a later line of the test"));
      }
      if (now.outcome() == Outcome.FAILED && !before.map(b -> isSame(now, b)).orElse(false)) {
        String message = now.message().lines().findFirst().orElse("another failure");
        return Optional.of(new Further(0, message));
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(TestRun.Result now, TestRun.Result before) {
    return now.outcome() == before.outcome() && now.message().equals(before.message());
  }

  private static boolean isLater(TestRun.Result now, TestRun.Result before) {
    OptionalInt line = line(now);
    OptionalInt lineBefore = line(before);
    return line.isPresent()
        && lineBefore.isPresent()
        && line.getAsInt() > lineBefore.getAsInt()
        && now.outcome() != Outcome.KILLED;
  }

  /** The line of the test itself, not of a helper, where it fails. */
  private static OptionalInt line(TestRun.Result failure) {
    String method = failure.test().method().replaceAll("^.*::|\\[.*$", "");
    for (String frame : failure.frames()) {
      Matcher line = LINE.matcher(frame);
      if (!method.isEmpty() && frame.contains("." + method + "(") && line.find()) {
        return OptionalInt.of(Integer.parseInt(line.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  static List<TestRun.Result> failures(TestRun run) {
    return run.results().stream()
        .filter(r -> r.outcome() != Outcome.PASSED && r.outcome() != Outcome.SKIPPED)
        .toList();
  }
}
