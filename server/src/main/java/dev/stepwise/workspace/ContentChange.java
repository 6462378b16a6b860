package dev.stepwise.workspace;

import dev.stepwise.edit.Position;

/** How an editor tells that an open document changed. */
public sealed interface ContentChange {

  /** The whole new text. */
  record Full(String text) implements ContentChange {}

  /** The text between two places became another; {@code end} is exclusive. */
  record Splice(Position start, Position end, String text) implements ContentChange {}
}
