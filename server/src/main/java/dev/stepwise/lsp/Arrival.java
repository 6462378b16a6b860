package dev.stepwise.lsp;

import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.Position;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in a document's history edits were applied, which is beside their places if the text had
 * moved on.
 *
 * @param before the place of the text they were applied to
 * @param after the place of the text with them
 * @param edits as they were applied
 */
record Arrival(int before, int after, List<TextEdit> edits) {

  /**
   * The first arrival; the latest text before counts: what was typed within an edit's range leaves
   * no trace after.
   */
  static Optional<Arrival> of(FileChange change, List<String> states) {
    for (int after = 1; after < states.size(); after++) {
      for (int before = after - 1; before >= 0; before--) {
        Optional<List<TextEdit>> edits = moved(change, states.get(before));
        if (edits.isPresent()
            && sameButLineEnds(
                states.get(after), TextEdit.apply(states.get(before), edits.get()))) {
          return Optional.of(new Arrival(before, after, edits.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** What an editor makes of the edits' positions in a text they were not made for. */
  private static Optional<List<TextEdit>> moved(FileChange change, String text) {
    LineIndex meant = LineIndex.of(change.before());
    LineIndex found = LineIndex.of(text);
    List<TextEdit> edits = new ArrayList<>();
    int done = 0;
    for (TextEdit edit : change.edits()) {
      int start = move(meant, found, edit.range().start());
      int end = move(meant, found, edit.range().end());
      if (start < done || start > end) {
        return Optional.empty(); // no editor applies edits that overlap
      }
      done = end;
      edits.add(new TextEdit(new TextRange(start, end), edit.newText()));
    }
    return Optional.of(edits);
  }

  private static int move(LineIndex from, LineIndex to, int offset) {
    Position position = from.position(offset, PositionEncoding.UTF_16);
    return to.offset(position, PositionEncoding.UTF_16);
  }

  private static boolean sameButLineEnds(String a, String b) {
    return a.equals(b) || a.replace("\r\n", "\n").equals(b.replace("\r\n", "\n"));
  }
}
