package dev.stepwise.language;

import dev.stepwise.edit.TextRange;
import java.nio.file.Path;

/**
 * Something wrong in a file as a compiler or linter says it.
 *
 * @param file absolute path
 * @param code the tool's own key, for example javac's {@code compiler.err.cant.resolve.location}
 * @param message for people, one line or more
 */
public record Problem(Path file, TextRange range, Severity severity, String code, String message) {
  /** In falling order of weight. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }
}
