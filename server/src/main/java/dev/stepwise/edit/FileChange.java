package dev.stepwise.edit;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A change of one file.
 *
 * @param file absolute path
 * @param version of the open document the edits refer to; empty for a file read from disk
 * @param before the text the edits refer to
 * @param edits against {@code before}, not overlapping
 */
public record FileChange(Path file, OptionalInt version, String before, List<TextEdit> edits) {
  public FileChange {
    edits = List.copyOf(edits);
  }

  /** The file's text with this change. */
  public String after() {
    return TextEdit.apply(before, edits);
  }
}
