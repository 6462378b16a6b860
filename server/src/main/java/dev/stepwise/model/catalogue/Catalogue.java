package dev.stepwise.model.catalogue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models that Stepwise knows by name, read from {@code models/catalogue.json}.
 *
 * @param defaultModel id of the model that is used where none is named
 * @param folder where the parts of shipped weights lie, empty if this catalogue came from the jar
 */
public record Catalogue(String defaultModel, List<Entry> entries, Optional<Path> folder) {

  /** Names the installation's folder, which holds {@code models}; the launcher sets it. */
  private static final String HOME_PROPERTY = "stepwise.home";

  private static final String FILE = "catalogue.json";

  public Catalogue {
    entries = List.copyOf(entries);
  }

  /**
   * The installation's catalogue, or the copy inside the jar where there is no such folder.
   *
   * @throws UserException if it cannot be read
   */
  public static Catalogue load() {
    String home = System.getProperty(HOME_PROPERTY, "");
    Path models = Path.of(home, "models");
    if (!home.isEmpty() && Files.isRegularFile(models.resolve(FILE))) {
      return load(models);
    }
    try (InputStream packaged = Catalogue.class.getResourceAsStream(FILE)) {
      if (packaged == null) {
        throw new UserException("the catalogue is missing from the jar; build it again");
      }
      return parse(new ObjectMapper().readTree(packaged), Optional.empty());
    } catch (IOException e) {
      throw new UserException("cannot read the catalogue in the jar: " + e.getMessage(), e);
    }
  }

  /** The catalogue in the given folder. */
  public static Catalogue load(Path models) {
    Path file = models.resolve(FILE);
    try {
      return parse(new ObjectMapper().readTree(file.toFile()), Optional.of(models));
    } catch (JacksonException e) {
      throw new UserException(file + " is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  public Optional<Entry> find(String id) {
    return entries.stream().filter(e -> e.id().equals(id)).findFirst();
  }

  /**
   * The entry of that id.
   *
   * @throws UserException if there is none
   */
  public Entry get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new UserException(
                    "no model '" + id + "'; `stepwise models list` shows what can be run"));
  }

  private static Catalogue parse(JsonNode root, Optional<Path> folder) {
    List<Entry> entries = new ArrayList<>();
    root.path("models").forEach(node -> entries.add(Entry.parse(node)));
    Catalogue catalogue = new Catalogue(root.path("default").asText(), entries, folder);
    catalogue.get(catalogue.defaultModel());
    return catalogue;
  }
}
