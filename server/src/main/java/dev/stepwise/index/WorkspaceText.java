package dev.stepwise.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The text of the workspace's files: unsaved where there is one, from disk otherwise.
 *
 * @param unsaved path relative to {@code root} to text
 */
record WorkspaceText(Path root, Map<String, String> unsaved) {

  /** The text of a file; empty if it is gone. */
  Optional<String> of(String path) {
    String text = unsaved.get(path);
    if (text != null) {
      return Optional.of(text);
    }
    try {
      Path file = root.resolve(path);
      SourceText source = new SourceText();
      source.read(file, Files.size(file));
      return Optional.of(source.text().toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
