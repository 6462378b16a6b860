package dev.stepwise.model.catalogue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What lies in the store for one model, kept beside its weights.
 *
 * @param file name of the weights
 * @param size its bytes
 * @param sha256 its hash
 * @param sourceSha256 hash of the file as it was fetched, different if it was requantised
 * @param source where it came from
 */
record Installed(String file, long size, String sha256, String sourceSha256, String source) {
  private static final String NAME = "installed.json";

  /** Empty if the record is missing or unreadable, or the weights are gone or of another size. */
  static Optional<Installed> read(Path folder) throws IOException {
    Path record = folder.resolve(NAME);
    if (!Files.isRegularFile(record)) {
      return Optional.empty();
    }
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(record.toFile());
    } catch (JacksonException e) {
      return Optional.empty();
    }
    Installed installed =
        new Installed(
            node.path("file").asText(),
            node.path("size").asLong(),
            node.path("sha256").asText(),
            node.path("sourceSha256").asText(),
            node.path("source").asText());
    Path weights = folder.resolve(installed.file());
    return Files.isRegularFile(weights) && Files.size(weights) == installed.size()
        ? Optional.of(installed)
        : Optional.empty();
  }

  /** Replaces the record in one step, so that no reader sees half of it. */
  void write(Path folder) throws IOException {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("file", file).put("size", size).put("sha256", sha256);
    node.put("sourceSha256", sourceSha256).put("source", source);
    Path fresh = folder.resolve(NAME + ".new");
    Files.writeString(fresh, node.toPrettyString() + "\n");
    Files.move(
        fresh,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
