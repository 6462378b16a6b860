package dev.stepwise.model.catalogue;

import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weights on this machine, one folder for each model. Several processes may pull at once. Only
 * weights whose hash was checked are ever handed out.
 */
public final class ModelStore {
  private final Path folder;
  private final Catalogue catalogue;
  private final Network network;
  private final LocalModels local;
  private final Optional<Quantiser> quantiser;

  /**
   * @param local where the file may be already
   * @param quantiser converts weights that run faster in another quantisation, empty to keep them
   */
  public ModelStore(
      Path folder,
      Catalogue catalogue,
      Network network,
      LocalModels local,
      Optional<Quantiser> quantiser) {
    this.folder = folder;
    this.catalogue = catalogue;
    this.network = network;
    this.local = local;
    this.quantiser = quantiser;
  }

  /** This user's store, for the given catalogue. */
  public static ModelStore open(Catalogue catalogue, Optional<Quantiser> quantiser) {
    return new ModelStore(
        CacheFolder.open().resolve("models"),
        catalogue,
        new Network(System.getenv()),
        LocalModels.ofUser(),
        quantiser);
  }

  /** Where the weights lie. */
  public Path folder() {
    return folder;
  }

  /** The weights of that model if they are here. Never touches the network. */
  public Optional<Path> find(String id) {
    Entry entry = catalogue.get(id);
    return installed(entry).map(i -> place(entry).resolve(i.file()));
  }

  /**
   * The weights of that model, fetched if they are not here.
   *
   * @throws UserException if no source gives them with the right hash; one line tells why
   * @throws java.util.concurrent.CancellationException if the budget was cancelled; what arrived is
   *     kept for the next time
   */
  public Path pull(String id, Progress progress, Budget budget) {
    Entry entry = catalogue.get(id);
    Optional<Path> here = find(id);
    if (here.isPresent()) {
      return here.get();
    }
    Runnable waiting = () -> progress.say("another process is pulling " + id + "; waiting for it");
    try (ProcessLock _ = ProcessLock.acquire(folder.resolve(id + ".lock"), waiting, budget)) {
      Optional<Path> meanwhile = find(id);
      return meanwhile.isPresent() ? meanwhile.get() : fetch(entry, progress, budget);
    } catch (IOException e) {
      throw new UserException("cannot store " + id + " in " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads all weights of that model again.
   *
   * @return empty if they are as they were pulled, otherwise what is wrong and what to do
   */
  public Optional<String> verify(String id, Budget budget) {
    Entry entry = catalogue.get(id);
    Installed installed =
        installed(entry).orElseThrow(() -> new UserException(id + " is not here; pull it first"));
    try {
      String hash = Sha256.of(place(entry).resolve(installed.file()), budget);
      return hash.equals(installed.sha256())
          ? Optional.empty()
          : Optional.of(
              "damaged: delete " + place(entry) + " and run `stepwise models pull " + id + "`");
    } catch (IOException e) {
      return Optional.of("unreadable: " + e.getMessage());
    }
  }

  private Path fetch(Entry entry, Progress progress, Budget budget) throws IOException {
    Path staging = Files.createDirectories(place(entry).resolve("incoming"));
    checkSpace(entry);
    Optional<Path> known =
        entry.sha256().isEmpty() ? Optional.empty() : local.named(entry.sha256());
    if (known.isPresent()) {
      Optional<Path> taken = take(entry, known.get(), staging.resolve("local"), progress, budget);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
    if (entry.sources().isEmpty()) {
      throw new UserException(
          "no download of %s is known; fetch its GGUF (see %s) and give the path as --model"
              .formatted(entry.id(), entry.licence().url()));
    }
    Fetch fetch = new Fetch(catalogue.folder(), network, progress);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < entry.sources().size(); i++) {
      Source source = entry.sources().get(i);
      Path file = staging.resolve("source-" + i);
      try {
        fetch.fetch(entry, source, file, budget);
        String hash = checked(entry, file, progress, budget);
        return install(entry, source.toString(), file, hash, progress, budget);
      } catch (IOException e) {
        failures.add(source + ": " + e.getMessage());
        progress.say("no luck with " + source + ": " + e.getMessage());
      }
    }
    throw new UserException(
        "cannot pull " + entry.id() + " from any source: " + String.join("; ", failures));
  }

  /** Copies what another program has already, if it is what its name says. */
  private Optional<Path> take(
      Entry entry, Path file, Path staging, Progress progress, Budget budget) throws IOException {
    progress.say("found " + entry.id() + " in " + file.getParent());
    Files.copy(file, staging, StandardCopyOption.REPLACE_EXISTING);
    String hash = Sha256.of(staging, budget);
    return hash.equals(entry.sha256())
        ? Optional.of(install(entry, file.toString(), staging, hash, progress, budget))
        : Optional.empty();
  }

  /** The file's hash if it may be used; a wrong file is deleted. */
  private String checked(Entry entry, Path file, Progress progress, Budget budget)
      throws IOException {
    String hash = Sha256.of(file, budget);
    boolean fine =
        entry.sha256().isEmpty()
            ? progress.accepts(
                "The catalogue knows no hash of " + entry.id() + "; got SHA-256 " + hash + ". Use?")
            : entry.sha256().equals(hash);
    if (!fine) {
      Files.delete(file);
      throw new IOException(
          entry.sha256().isEmpty()
              ? "its hash is unknown and was not accepted; pull again with --yes"
              : "wrong SHA-256 " + hash + ", expected " + entry.sha256());
    }
    return hash;
  }

  private Path install(
      Entry entry, String source, Path file, String hash, Progress progress, Budget budget)
      throws IOException {
    Path place = place(entry);
    Path weights = file;
    String name = entry.file();
    if (quantiser.isPresent() && !entry.requantise().isEmpty()) {
      progress.say("converting " + entry.id() + " to " + entry.requantise() + ", which is faster");
      Path converted = file.resolveSibling("converted");
      try {
        quantiser.get().quantise(file, converted, entry.requantise(), budget);
        weights = converted;
        name =
            entry.file().replaceAll("(\\.[A-Z0-9_]+)?\\.gguf$", "." + entry.requantise() + ".gguf");
      } catch (ModelException e) {
        progress.say("kept as it was: " + e.getMessage());
      }
    }
    String weightsHash = weights.equals(file) ? hash : Sha256.of(weights, budget);
    Path target = place.resolve(name);
    Files.move(
        weights, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    new Installed(name, Files.size(target), weightsHash, hash, source).write(place);
    Folders.delete(place.resolve("incoming"));
    return target;
  }

  private void checkSpace(Entry entry) throws IOException {
    long needed = entry.size() * 3;
    long free = Files.getFileStore(place(entry)).getUsableSpace();
    if (free < needed) {
      throw new UserException(
          "pulling %s needs %,d MB in %s but %,d MB are free; set STEPWISE_CACHE to a larger disk"
              .formatted(entry.id(), needed >> 20, folder, free >> 20));
    }
  }

  private Optional<Installed> installed(Entry entry) {
    try {
      return Installed.read(place(entry))
          .filter(i -> entry.sha256().isEmpty() || i.sourceSha256().equals(entry.sha256()));
    } catch (IOException e) {
      throw new UserException("cannot read " + place(entry) + ": " + e.getMessage(), e);
    }
  }

  private Path place(Entry entry) {
    return folder.resolve(entry.id());
  }
}
