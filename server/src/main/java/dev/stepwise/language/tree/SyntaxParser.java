package dev.stepwise.language.tree;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/** Makes whole syntax trees, for code that edits rather than reads. */
public final class SyntaxParser {
  private final Supplier<TSLanguage> grammar;
  private final ConcurrentLinkedQueue<TSParser> free = new ConcurrentLinkedQueue<>();

  /**
   * @param grammar makes the native grammar
   */
  public SyntaxParser(Supplier<TSLanguage> grammar) {
    this.grammar = grammar;
  }

  /** Empty if the text has a syntax error, or if this platform has no library for the grammar. */
  public Optional<SyntaxNode> parse(String text) {
    try {
      TSParser pooled = free.poll();
      TSParser parser = pooled == null ? new TSParser() : pooled;
      if (pooled == null && !parser.setLanguage(grammar.get())) {
        return Optional.empty();
      }
      Utf8Offsets offsets = new Utf8Offsets(text);
      TSTree tree = parser.parseString(null, offsets.readable());
      TSNode root = tree.getRootNode();
      Optional<SyntaxNode> copy =
          root.hasError() ? Optional.empty() : Optional.of(copy(root, "", null, offsets));
      free.add(parser);
      return copy;
    } catch (LinkageError | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static SyntaxNode copy(
      TSNode node, String field, @Nullable SyntaxNode parent, Utf8Offsets offsets) {
    SyntaxNode copy =
        new SyntaxNode(
            node.getType(),
            field,
            node.isNamed(),
            offsets.unit(node.getStartByte()),
            offsets.unit(node.getEndByte()),
            parent);
    int count = node.getChildCount();
    for (int i = 0; i < count; i++) {
      @Nullable String name = node.getFieldNameForChild(i);
      copy(node.getChild(i), name == null ? "" : name, copy, offsets);
    }
    return copy;
  }
}
