package dev.stepwise.repair;

import dev.stepwise.edit.TextEdit;
import java.nio.file.Path;
import java.util.List;

/**
 * A change that might be the fix.
 *
 * @param file absolute path
 * @param edits against the text the {@link FaultContext} shows
 * @param origin {@code model} or {@code rule:NAME}, as told to the user
 * @param prior natural logarithm of how often this producer's edits are right; 0 where unknown
 */
public record Candidate(Path file, List<TextEdit> edits, String origin, double prior) {
  public Candidate {
    edits = List.copyOf(edits);
  }

  /** The file's text with this change. */
  public String applyTo(String text) {
    return TextEdit.apply(text, edits);
  }
}
