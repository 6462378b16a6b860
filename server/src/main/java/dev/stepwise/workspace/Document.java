package dev.stepwise.workspace;

import dev.stepwise.edit.LineIndex;
import java.nio.file.Path;

/**
 * An open document at one version. Immutable.
 *
 * @param path absolute
 * @param language as the editor names it, for example {@code java}
 * @param version the editor's, rising with each change
 * @param lines its text with line starts
 */
public record Document(Path path, String language, int version, LineIndex lines) {
  public String text() {
    return lines.text();
  }
}
