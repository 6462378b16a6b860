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
  private static final String PAIR = "+";

  public Candidate {
    edits = List.copyOf(edits);
  }

  /** Whether it is two edits that were found one by one. */
  public boolean isPair() {
    return origin.contains(PAIR);
  }

  /** Where two edits together come from. */
  public static String pairOrigin(Candidate first, Candidate second) {
    return first.origin() + PAIR + second.origin();
  }

  /** The file's text with this change. */
  public String applyTo(String text) {
    return TextEdit.apply(text, edits);
  }
}
