package dev.stepwise.repair.locate;

import dev.stepwise.edit.TextRange;
import java.nio.file.Path;

/**
 * A method that may hold the fault.
 *
 * @param file absolute path
 * @param name for people
 * @param range of the method in the file's text, from its modifiers to its closing brace
 * @param firstLine one-based
 * @param lastLine one-based, inclusive
 */
public record Scope(Path file, String name, TextRange range, int firstLine, int lastLine) {

  boolean covers(int line) {
    return firstLine <= line && line <= lastLine;
  }
}
