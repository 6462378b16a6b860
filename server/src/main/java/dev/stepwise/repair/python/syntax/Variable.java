package dev.stepwise.repair.python.syntax;

import dev.stepwise.edit.TextRange;

/**
 * A name with a value.
 *
 * @param from offset behind which it has one
 * @param scope where the name is known: a function or a comprehension
 * @param parameter whether a caller gives the value
 */
public record Variable(String name, int from, TextRange scope, boolean parameter) {

  boolean visibleAt(int offset) {
    return scope.start() <= offset && offset <= scope.end() && from <= offset;
  }
}
