package dev.stepwise.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Between URIs and paths. A client gets back the very URI it used for a file: editors compare them
 * as strings, and each escapes differently.
 */
final class Uris {
  private final Map<Path, String> spelled = new ConcurrentHashMap<>();

  /** The path a URI names; empty for untitled documents, archives and the like. */
  static Optional<Path> path(String uri) {
    try {
      URI parsed = URI.create(uri.replace(" ", "%20"));
      if (!"file".equalsIgnoreCase(parsed.getScheme()) || parsed.getPath() == null) {
        return Optional.empty();
      }
      // Neither host nor query nor fragment belongs to a file's name.
      return Optional.of(
          Path.of(new URI("file", null, parsed.getPath(), null)).toAbsolutePath().normalize());
    } catch (IllegalArgumentException
        | java.net.URISyntaxException
        | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** As {@link #path}, and remembers how the client spells it. */
  Optional<Path> learn(String uri) {
    Optional<Path> path = path(uri);
    path.ifPresent(p -> spelled.put(p, uri));
    return path;
  }

  String uri(Path file) {
    return spelled.getOrDefault(file, file.toUri().toString());
  }
}
