package dev.stepwise.language.tree;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration;
import java.util.List;
import java.util.Optional;

/** Finds the declarations of text that a grammar cannot follow, by the looks of it. */
@FunctionalInterface
public interface Recovery {
  List<Block> blocks(String text);

  /**
   * A declaration with a body.
   *
   * @param range from its first keyword to its end
   * @param doc its docstring, empty where there is none
   */
  record Block(
      Declaration.Kind kind,
      TextRange range,
      TextRange name,
      TextRange body,
      Optional<TextRange> doc) {}
}
