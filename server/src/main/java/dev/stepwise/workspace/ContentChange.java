package dev.stepwise.workspace;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.Position;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.edit.TextEdit;
import java.util.List;

/** How an editor tells that an open document changed. */
public sealed interface ContentChange {
  /** What is put in. */
  String text();

  /** What becomes of a text. */
  default String in(LineIndex lines, PositionEncoding encoding) {
    return switch (this) {
      case Full full -> full.text();
      case Splice splice -> {
        int start = lines.offset(splice.start(), encoding);
        int end = lines.offset(splice.end(), encoding);
        // Some editors send the two ends of a selection in the order they were made.
        TextEdit edit = TextEdit.replace(Math.min(start, end), Math.max(start, end), splice.text());
        yield TextEdit.apply(lines.text(), List.of(edit));
      }
    };
  }

  /** The whole new text. */
  record Full(String text) implements ContentChange {}

  /** The text between two places became another; {@code end} is exclusive. */
  record Splice(Position start, Position end, String text) implements ContentChange {}
}
