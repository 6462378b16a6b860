package dev.stepwise.repair.syntax;

import dev.stepwise.edit.TextRange;

/**
 * A variable of the file.
 *
 * @param declared offset from which it can be used
 * @param scope where it can be used
 * @param constant declared final
 */
public record Variable(
    String name, JavaType type, Kind kind, int declared, TextRange scope, boolean constant) {
  /** What kind of variable. */
  public enum Kind {
    FIELD,
    PARAMETER,
    LOCAL
  }

  public boolean visibleAt(int offset) {
    return declared <= offset && scope.touches(offset);
  }
}
