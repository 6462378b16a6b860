package dev.stepwise.index;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration;
import java.util.Optional;

/**
 * A declaration as the index knows it.
 *
 * @param path its file, relative to the workspace, with slashes
 * @param container names of the enclosing types joined by dots, empty at the top of a file
 * @param signature one line, without annotations and body
 * @param summary the first sentence of its documentation, empty where there is none
 * @param doc where its documentation stands
 * @param range from its first annotation or modifier to its end, in the text that was indexed
 * @param body its body with braces
 * @param line zero-based line of its name
 * @param column zero-based column of its name in UTF-16 code units
 * @param test whether it is a test or holds tests
 */
public record Symbol(
    String path,
    Declaration.Kind kind,
    String name,
    String container,
    String signature,
    String summary,
    Optional<TextRange> doc,
    TextRange range,
    Optional<TextRange> body,
    int line,
    int column,
    boolean test) {

  /** Container and name joined by a dot. */
  public String qualifiedName() {
    return container.isEmpty() ? name : container + "." + name;
  }
}
