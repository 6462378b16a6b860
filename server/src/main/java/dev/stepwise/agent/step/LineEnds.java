package dev.stepwise.agent.step;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.Candidate;
import java.util.List;

/** A fix ends its lines as its file does. */
final class LineEnds {
  private LineEnds() {}

  /** The candidate with new lines as {@code text} has them. */
  static Candidate adapt(Candidate candidate, String text) {
    if (!text.contains("\r\n")) {
      return candidate;
    }
    List<TextEdit> edits =
        candidate.edits().stream()
            .map(e -> new TextEdit(e.range(), e.newText().replaceAll("\r?\n", "\r\n")))
            .toList();
    return new Candidate(candidate.file(), edits, candidate.origin(), candidate.prior());
  }
}
