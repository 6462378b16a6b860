package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.Node;
import java.util.Optional;

/** Identity of syntax nodes; their {@code equals} compares whole trees. */
public final class Nodes {
  private Nodes() {}

  /** Whether the two are one and the same node, not merely equal ones. */
  @SuppressWarnings("ReferenceEquality")
  public static boolean same(Object a, Object b) {
    return a == b;
  }

  /** Whether {@code slot} holds this very node. */
  public static boolean same(Optional<? extends Node> slot, Node node) {
    return slot.isPresent() && same((Object) slot.get(), node);
  }

  /** The parent, or the node itself where it is the root. */
  public static Node parent(Node node) {
    return node.getParentNode().orElse(node);
  }
}
