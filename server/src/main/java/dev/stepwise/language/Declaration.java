package dev.stepwise.language;

import dev.stepwise.edit.TextRange;
import java.util.List;
import java.util.Optional;

/**
 * Something a source file declares.
 *
 * @param name its simple name; a constructor bears its class's name
 * @param signature one line without annotations and body, white space folded
 * @param doc where its doc comment or docstring stands, empty where there is none
 * @param range from its first annotation, decorator or modifier to its end, doc comment left out
 * @param nameRange where its name stands
 * @param body its body with braces, empty where there is none
 * @param parent place of the enclosing declaration in {@link Outline#declarations()}, -1 at the top
 * @param annotations simple names of its annotations or decorators
 */
public record Declaration(
    Kind kind,
    String name,
    String signature,
    Optional<TextRange> doc,
    TextRange range,
    TextRange nameRange,
    Optional<TextRange> body,
    int parent,
    List<String> annotations) {

  /** What is declared. */
  public enum Kind {
    MODULE,
    CLASS,
    INTERFACE,
    ENUM,
    RECORD,
    ANNOTATION,
    METHOD,
    CONSTRUCTOR,
    FUNCTION,
    FIELD,
    ENUM_CONSTANT,
    VARIABLE,
    /** A part of a document under a heading. */
    SECTION;

    /** Whether it has statements of its own. */
    public boolean isCode() {
      return this == METHOD || this == CONSTRUCTOR || this == FUNCTION;
    }

    /** Whether it can have members. */
    public boolean isType() {
      return this == CLASS
          || this == INTERFACE
          || this == ENUM
          || this == RECORD
          || this == ANNOTATION;
    }
  }

  /** Its doc comment and itself. */
  public TextRange withDoc() {
    return doc.isPresent() && doc.get().start() < range.start()
        ? new TextRange(doc.get().start(), range.end())
        : range;
  }
}
