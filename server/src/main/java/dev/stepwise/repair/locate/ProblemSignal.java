package dev.stepwise.repair.locate;

import dev.stepwise.language.Problem;
import dev.stepwise.settings.Budget;

/** The lines a compiler or linter complains of, and a little their neighbours. */
public final class ProblemSignal implements Signal {
  private static final double NEIGHBOUR = 0.3;

  @Override
  public String name() {
    return "problem";
  }

  @Override
  public double weight() {
    return 2;
  }

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    LineWeights.Builder found = new LineWeights.Builder();
    for (Problem problem : evidence.problems()) {
      String text = evidence.texts().get(problem.file());
      if (text == null) {
        continue;
      }
      int from = lineOf(text, problem.range().start());
      int to = lineOf(text, Math.max(problem.range().start(), problem.range().end() - 1));
      for (int line = from; line <= to; line++) {
        found.atLeast(problem.file(), line, 1);
      }
      // A missing semicolon or brace is reported one line late or early.
      found.atLeast(problem.file(), from - 1, NEIGHBOUR);
      found.atLeast(problem.file(), to + 1, NEIGHBOUR);
    }
    return found.build();
  }

  static int lineOf(String text, int offset) {
    int end = Math.min(offset, text.length());
    int line = 1;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }
}
