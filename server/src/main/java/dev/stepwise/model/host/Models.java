package dev.stepwise.model.host;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.catalogue.CacheFolder;
import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.Entry;
import dev.stepwise.model.catalogue.LocalModels;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.catalogue.Network;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.model.http.HttpModel;
import dev.stepwise.model.llama.LlamaModel;
import dev.stepwise.model.llama.LlamaQuantiser;
import dev.stepwise.model.llama.Options;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens a model, whatever the user named: a catalogue id, a GGUF file or folder, or a URL. */
public final class Models {
  private final Catalogue catalogue;
  private final ModelStore store;
  private final Path cache;
  private final Map<String, String> environment;

  /** Which process loads the weights. */
  public enum Place {
    /** This one. */
    HERE,
    /** The host that all editors of this user share; started if it does not run. */
    HOST
  }

  Models(Catalogue catalogue, ModelStore store, Path cache, Map<String, String> environment) {
    this.catalogue = catalogue;
    this.store = store;
    this.cache = cache;
    this.environment = Map.copyOf(environment);
  }

  /** With this installation's catalogue and this user's store. */
  public static Models ofUser() {
    Catalogue catalogue = Catalogue.load();
    return new Models(
        catalogue,
        ModelStore.open(catalogue, Optional.of(new LlamaQuantiser())),
        CacheFolder.open(),
        System.getenv());
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public ModelStore store() {
    return store;
  }

  /** As {@link #open(String, Place, Progress, Budget)}, in this process. */
  public LanguageModel open(String spec, Progress progress, Budget budget) {
    return open(spec, Place.HERE, progress, budget);
  }

  /**
   * Opens a model. Weights of the catalogue that are not here are pulled first.
   *
   * @param spec catalogue id, path of a GGUF file or of a folder with one, name of another
   *     program's file such as {@code ollama:qwen3:4b} (see {@link LocalModels}), any of these with
   *     {@code +} and the path of a LoRA adapter (GGUF) that is loaded beside it, URL of an
   *     OpenAI-compatible server, or empty for the default model
   * @throws UserException if there is no such model or it cannot be pulled
   * @throws dev.stepwise.model.ModelException if it cannot be loaded
   */
  public LanguageModel open(String spec, Place place, Progress progress, Budget budget) {
    if (spec.startsWith("http://") || spec.startsWith("https://")) {
      String key = environment.getOrDefault("STEPWISE_API_KEY", "");
      return HttpModel.connect(spec, key, new Network(environment).client(), budget);
    }
    int plus = spec.lastIndexOf('+');
    if (plus > 0 && spec.endsWith(".gguf") && !Files.exists(Path.of(spec))) {
      Path adapter = weights(spec.substring(plus + 1));
      String base = spec.substring(0, plus);
      Path under =
          catalogue.find(base).isPresent() ? store.pull(base, progress, budget) : weights(base);
      String id = base + "+" + adapter.getFileName();
      Options options = Options.defaults().withId(id).withAdapter(adapter);
      return load(under, options, false, place, budget);
    }
    Optional<Entry> entry = catalogue.find(spec.isEmpty() ? catalogue.defaultModel() : spec);
    Path weights =
        entry.isPresent() ? store.pull(entry.get().id(), progress, budget) : weights(spec);
    Options options =
        Options.defaults()
            .withId(entry.map(Entry::id).orElseGet(() -> weights.getFileName().toString()));
    if (entry.isPresent() && !entry.get().base().isEmpty()) {
      Path base = store.pull(entry.get().base(), progress, budget);
      boolean known = known(entry.get()) && known(catalogue.get(entry.get().base()));
      return load(base, options.withAdapter(weights), known, place, budget);
    }
    return load(weights, options, entry.map(Models::known).orElse(false), place, budget);
  }

  /** Whether the file's hash was compared with the catalogue's. */
  private static boolean known(Entry entry) {
    return !entry.sha256().isEmpty();
  }

  /**
   * The file of a model, pulled if need be, that loading was tried with if nobody vouches for it.
   *
   * @param spec catalogue id or path
   */
  public Path file(String spec, Progress progress, Budget budget) {
    Optional<Entry> entry = catalogue.find(spec);
    if (entry.isPresent() && known(entry.get())) {
      return store.pull(spec, progress, budget);
    }
    Path weights = entry.isPresent() ? store.pull(spec, progress, budget) : weights(spec);
    trial().check(weights, Options.defaults(), budget);
    return weights;
  }

  private TrialLoad trial() {
    return new TrialLoad(cache.resolve("tried"));
  }

  private LanguageModel load(
      Path weights, Options options, boolean known, Place place, Budget budget) {
    if (!known) {
      trial().check(weights, options, budget);
    }
    if (place == Place.HERE) {
      return LlamaModel.open(weights, options);
    }
    Hosts hosts = new Hosts(RuntimeFolder.open(environment, cache));
    HostCommand command = new HostCommand(weights, options);
    return new HostedModel(hosts, command.key(), command, budget);
  }

  private static Path weights(String spec) {
    Optional<Path> elsewhere = LocalModels.ofUser().find(spec);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
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
}
