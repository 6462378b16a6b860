package dev.stepwise.workspace;

import dev.stepwise.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All open documents at one moment. Immutable, so that a request works on one state while the user
 * types on. Files that are not open are read from disk when asked for.
 */
public final class Snapshot {
  /** No document open: what the command line works on. */
  public static final Snapshot OF_DISK = new Snapshot(Map.of());

  private final Map<Path, Document> open;

  Snapshot(Map<Path, Document> open) {
    this.open = Map.copyOf(open);
  }

  /**
   * The text of a file: as the editor has it where open, else as on disk without byte order mark.
   *
   * @return empty if there is no such file
   * @throws UserException if the file cannot be read or is not UTF-8
   */
  public Optional<String> text(Path file) {
    Document document = open.get(normal(file));
    if (document != null) {
      return Optional.of(document.text());
    }
    return Files.isRegularFile(file) ? Optional.of(TextFile.read(file).text()) : Optional.empty();
  }

  public Optional<Document> document(Path file) {
    return Optional.ofNullable(open.get(normal(file)));
  }

  /** The editor's version of an open document; empty for all other files. */
  public OptionalInt version(Path file) {
    Document document = open.get(normal(file));
    return document == null ? OptionalInt.empty() : OptionalInt.of(document.version());
  }

  public boolean isOpen(Path file) {
    return open.containsKey(normal(file));
  }

  public Collection<Document> openDocuments() {
    return open.values();
  }

  static Path normal(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
