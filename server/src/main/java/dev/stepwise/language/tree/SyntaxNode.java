package dev.stepwise.language.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of a syntax tree, detached from the parser: read-only, safe for every thread, with offsets
 * of the text instead of bytes.
 */
public final class SyntaxNode {
  private final String kind;
  private final String field;
  private final boolean named;
  private final int start;
  private final int end;
  private final List<SyntaxNode> children = new ArrayList<>();
  private final @Nullable SyntaxNode parent;
  private final int index;

  SyntaxNode(
      String kind, String field, boolean named, int start, int end, @Nullable SyntaxNode parent) {
    this.kind = kind;
    this.field = field;
    this.named = named;
    this.start = start;
    this.end = Math.max(start, end);
    this.parent = parent;
    this.index = parent == null ? 0 : parent.children.size();
    if (parent != null) {
      parent.children.add(this);
    }
  }

  /** What the grammar calls it, such as {@code binary_operator}; a token is its own text. */
  public String kind() {
    return kind;
  }

  public boolean is(String... kinds) {
    for (String each : kinds) {
      if (kind.equals(each)) {
        return true;
      }
    }
    return false;
  }

  /** Its part in its parent, such as {@code left}; empty if the grammar names none. */
  public String field() {
    return field;
  }

  /** Whether it is the part {@code field} of a parent of one of these kinds. */
  public boolean isPart(String ofField, String... ofKinds) {
    return parent != null && field.equals(ofField) && parent.is(ofKinds);
  }

  /** False for tokens such as operators and brackets. */
  public boolean isNamed() {
    return named;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public List<SyntaxNode> children() {
    return List.copyOf(children);
  }

  /** Children that are no tokens and no comments. */
  public List<SyntaxNode> parts() {
    return children.stream().filter(c -> c.named && !c.is("comment")).toList();
  }

  public Optional<SyntaxNode> child(String ofField) {
    return children.stream().filter(c -> c.field.equals(ofField)).findFirst();
  }

  public Optional<SyntaxNode> parent() {
    return Optional.ofNullable(parent);
  }

  /** Whether the parent is of one of these kinds. */
  public boolean isIn(String... kinds) {
    return parent != null && parent.is(kinds);
  }

  /** The nearest node around this one of one of these kinds. */
  public Optional<SyntaxNode> around(String... kinds) {
    SyntaxNode at = parent;
    while (at != null && !at.is(kinds)) {
      at = at.parent;
    }
    return Optional.ofNullable(at);
  }

  /** Its place among its parent's children. */
  public int index() {
    return index;
  }

  public boolean contains(SyntaxNode other) {
    return start <= other.start && other.end <= end;
  }

  /** Itself and all below, parents first. */
  public void walk(Consumer<SyntaxNode> visitor) {
    visitor.accept(this);
    children.forEach(c -> c.walk(visitor));
  }

  /** Itself and all below of these kinds. */
  public List<SyntaxNode> all(String... kinds) {
    List<SyntaxNode> found = new ArrayList<>();
    walk(
        n -> {
          if (n.is(kinds)) {
            found.add(n);
          }
        });
    return found;
  }

  @Override
  public String toString() {
    return kind + " " + start + ".." + end;
  }
}
