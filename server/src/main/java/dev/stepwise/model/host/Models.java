package dev.stepwise.model.host;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.Entry;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens a model, whatever the user named: a catalogue id, a GGUF file or folder, or a URL. */
public final class Models {
  private final Catalogue catalogue;
  private final ModelStore store;
  private final Loader loader;

  /** Loads weights into memory. */
  @FunctionalInterface
  public interface Loader {
    /**
     * @param id what {@link dev.stepwise.model.ModelInfo#id()} shall be
     * @param repairTemplate whether the weights were tuned on Stepwise's repair template
     * @throws dev.stepwise.model.ModelException if the weights cannot be loaded
     */
    LanguageModel load(Path weights, String id, boolean repairTemplate);
  }

  public Models(Catalogue catalogue, ModelStore store, Loader loader) {
    this.catalogue = catalogue;
    this.store = store;
    this.loader = loader;
  }

  /** With this installation's catalogue and this user's store. */
  public static Models ofUser() {
    Catalogue catalogue = Catalogue.load();
    return new Models(catalogue, ModelStore.open(catalogue, Optional.empty()), Models::notYetBuilt);
  }

  /**
   * Opens a model in this process or, for a URL, on its server. Weights of the catalogue that are
   * not here are pulled first.
   *
   * @param spec catalogue id, path of a GGUF file or of a folder with one, URL of an
   *     OpenAI-compatible server, or empty for the default model
   * @throws UserException if there is no such model or it cannot be pulled
   * @throws dev.stepwise.model.ModelException if it cannot be loaded
   */
  public LanguageModel open(String spec, Progress progress, Budget budget) {
    if (spec.startsWith("http://") || spec.startsWith("https://")) {
      throw new UserException("servers are not supported yet: " + spec);
    }
    Optional<Entry> entry = catalogue.find(spec.isEmpty() ? catalogue.defaultModel() : spec);
    if (entry.isPresent()) {
      Path weights = store.pull(entry.get().id(), progress, budget);
      return loader.load(weights, entry.get().id(), entry.get().repairTemplate());
    }
    Path weights = weights(spec);
    return loader.load(weights, String.valueOf(weights.getFileName()), false);
  }

  private static Path weights(String spec) {
    Path path = Path.of(spec);
    if (Files.isRegularFile(path)) {
      return path;
    }
    if (!Files.isDirectory(path)) {
      throw new UserException(
          "no model '%s': neither a file nor known; `stepwise models list` shows what can be run"
              .formatted(spec));
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> found = files.filter(p -> p.toString().endsWith(".gguf")).sorted().toList();
      if (found.size() != 1) {
        throw new UserException(
            "%s has %d GGUF files; name the one to use".formatted(path, found.size()));
      }
      return found.getFirst();
    } catch (IOException e) {
      throw new UserException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private static LanguageModel notYetBuilt(Path weights, String id, boolean repairTemplate) {
    throw new UserException("this build has no engine yet to load " + weights);
  }
}
