package dev.stepwise.model.catalogue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Weights that other programs of this user keep: LM Studio, Ollama, Hugging Face, llama.cpp. */
public final class LocalModels {
  private static final int DEPTH = 8;

  private final Map<String, String> environment;
  private final Path home;

  /**
   * One file that can be used at once.
   *
   * @param spec what to give as {@code --model}
   */
  public record Found(String spec, Path path, long size) {}

  public LocalModels(Map<String, String> environment, Path home) {
    this.environment = Map.copyOf(environment);
    this.home = home;
  }

  /** This user's. */
  public static LocalModels ofUser() {
    return new LocalModels(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** All of them, sorted by name. */
  public List<Found> list() {
    List<Found> all = new ArrayList<>();
    try {
      for (String folder : List.of(".lmstudio/models", ".cache/lm-studio/models")) {
        files("lmstudio:", home.resolve(folder), all);
      }
      files("llama.cpp:", folder("LLAMA_CACHE", ".cache/llama.cpp"), all);
      files("hf:", huggingFace(), all);
      ollama(all);
    } catch (IOException e) {
      throw new UserException("cannot look for models of other programs: " + e.getMessage(), e);
    }
    all.sort(Comparator.comparing(Found::spec));
    return all;
  }

  /** The file that such a name stands for, whose first part is {@code ollama:} or alike. */
  public Optional<Path> find(String spec) {
    return spec.matches("(lmstudio|llama\\.cpp|hf|ollama):.+")
        ? list().stream().filter(f -> f.spec().equals(spec)).map(Found::path).findFirst()
        : Optional.empty();
  }

  /**
   * A file with that hash, as far as file names tell: Ollama and Hugging Face name files by it. The
   * caller must check.
   */
  Optional<Path> named(String sha256) throws IOException {
    Path ollama = ollamaFolder().resolve("blobs").resolve("sha256-" + sha256);
    if (Files.isRegularFile(ollama)) {
      return Optional.of(ollama);
    }
    if (!Files.isDirectory(huggingFace())) {
      return Optional.empty();
    }
    try (Stream<Path> repositories = Files.list(huggingFace())) {
      return repositories
          .map(r -> r.resolve("blobs").resolve(sha256))
          .filter(Files::isRegularFile)
          .findFirst();
    }
  }

  private Path folder(String variable, String usual) {
    String set = environment.getOrDefault(variable, "");
    return set.isBlank() ? home.resolve(usual) : Path.of(set);
  }

  private Path huggingFace() {
    String hub = environment.getOrDefault("HF_HUB_CACHE", "");
    return hub.isBlank() ? folder("HF_HOME", ".cache/huggingface").resolve("hub") : Path.of(hub);
  }

  private Path ollamaFolder() {
    return folder("OLLAMA_MODELS", ".ollama/models");
  }

  /** GGUF files below a folder; of a model in several files only the first, which names it. */
  private static void files(String prefix, Path folder, List<Found> all) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
      files = walk.filter(f -> f.toString().endsWith(".gguf")).toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      // Hugging Face: models--organisation--name/snapshots/commit/file
      String shown = name.replaceFirst("^models--(.+?)--(.+?)/snapshots/[^/]+/", "$1/$2/");
      boolean usable = Files.isRegularFile(file) && !name.contains("mmproj");
      boolean later = name.matches(".*-\\d{5}-of-\\d{5}\\.gguf") && !name.contains("-00001-of-");
      if (usable && !later && all.stream().noneMatch(f -> f.spec().equals(prefix + shown))) {
        all.add(new Found(prefix + shown, file, Files.size(file)));
      }
    }
  }

  /** Ollama keeps manifests by name, which point to files by hash. */
  private void ollama(List<Found> all) throws IOException {
    Path manifests = ollamaFolder().resolve("manifests");
    if (!Files.isDirectory(manifests)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(manifests, DEPTH)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path manifest : files) {
      Optional<Path> weights = weights(manifest);
      if (weights.isPresent()) {
        String name = manifests.relativize(manifest).toString().replace('\\', '/');
        String tagged =
            name.replaceFirst("^registry\\.ollama\\.ai/(library/)?", "")
                .replaceFirst("/([^/]+)$", ":$1")
                .replaceFirst(":latest$", "");
        all.add(new Found("ollama:" + tagged, weights.get(), Files.size(weights.get())));
      }
    }
  }

  private Optional<Path> weights(Path manifest) throws IOException {
    JsonNode layers;
    try {
      layers = new ObjectMapper().readTree(manifest.toFile()).path("layers");
    } catch (JacksonException e) {
      return Optional.empty(); // not a manifest
    }
    for (JsonNode layer : layers) {
      String digest = layer.path("digest").asText();
      if (layer.path("mediaType").asText().endsWith("image.model")
          && digest.matches("sha256:[0-9a-f]{64}")) {
        Path blob = ollamaFolder().resolve("blobs").resolve(digest.replace(':', '-'));
        return Files.isRegularFile(blob) ? Optional.of(blob) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
