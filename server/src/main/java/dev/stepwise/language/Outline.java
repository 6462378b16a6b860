package dev.stepwise.language;

import dev.stepwise.edit.TextRange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a file declares and which names it uses.
 *
 * @param declarations every one after the one that encloses it, otherwise in the order of the text
 * @param exact false where the text is broken and a part of it had to be guessed
 */
public record Outline(List<Declaration> declarations, Mentions mentions, boolean exact) {
  public static final Outline EMPTY = new Outline(List.of(), Mentions.NONE, true);

  public Outline {
    declarations = List.copyOf(declarations);
  }

  /** The innermost method, constructor or function around {@code offset}. */
  public Optional<Declaration> codeAt(int offset) {
    return declarations.stream()
        .filter(d -> d.kind().isCode() && d.range().touches(offset))
        .min(Comparator.comparingInt(d -> d.range().length()));
  }

  /** The innermost declaration that holds all of {@code range}. */
  public Optional<Declaration> enclosing(TextRange range) {
    return declarations.stream()
        .filter(d -> d.range().contains(range))
        .min(Comparator.comparingInt(d -> d.range().length()));
  }

  /** Names of the enclosing types and of the declaration itself, joined by dots. */
  public String qualifiedName(Declaration declaration) {
    return declaration.parent() < 0
        ? declaration.name()
        : qualifiedName(declarations.get(declaration.parent())) + "." + declaration.name();
  }
}
