package dev.stepwise.repair.rank;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How suspicious the lines are that a candidate touches. */
final class EditSuspicion {
  private final FaultContext context;
  private final int[] lineStarts;

  EditSuspicion(FaultContext context) {
    this.context = context;
    String text = context.text();
    this.lineStarts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  /** The highest suspicion among the touched lines; 1 where nothing is known at all. */
  double of(Candidate candidate) {
    if (context.suspicion().isEmpty()) {
      return 1;
    }
    double most = 0;
    for (TextEdit edit : candidate.edits()) {
      int from = lineAt(edit.range().start());
      // An insertion stands between two lines: either may be the one that was seen running.
      int to = lineAt(edit.range().end()) + (edit.range().length() == 0 ? 1 : 0);
      for (int line = from; line <= to; line++) {
        most = Math.max(most, context.suspicion().getOrDefault(line, 0.0));
      }
    }
    return most;
  }

  private int lineAt(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
