package dev.stepwise.verify;

import java.nio.file.Path;
import java.util.Map;

/**
 * A proposed state of the workspace: these files have these texts, all others are as they are.
 *
 * @param texts absolute path to whole new text; empty for the workspace as it is
 */
public record Variant(Map<Path, String> texts) {
  public static final Variant UNCHANGED = new Variant(Map.of());

  public Variant {
    texts = Map.copyOf(texts);
  }
}
