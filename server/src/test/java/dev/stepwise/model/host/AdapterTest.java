package dev.stepwise.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Score;
import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.model.llama.TinyModels;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LoRA adapter beside a base model, named by its path and by the catalogue. */
@Tag("slow")
class AdapterTest {
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(5));

  @TempDir static Path folder;
  private static Path tiny;

  @BeforeAll
  static void makeModels() throws IOException, InterruptedException {
    tiny = TinyModels.make(folder, "llama", "llama-adapter", "llama-merged", "qwen3");
  }

  private static Models models() {
    Catalogue catalogue = Catalogue.load();
    return new Models(catalogue, ModelStore.open(catalogue, Optional.empty()), folder, Map.of());
  }

  private static List<Score> scores(Models models, String spec) {
    try (LanguageModel model = models.open(spec, Progress.SILENT, BUDGET)) {
      return model.score(
          Prompt.ofText("int a = "), List.of(Prompt.ofText("b + c;"), Prompt.ofText("0;")), BUDGET);
    }
  }

  @Test
  void anAdapterChangesTheModelAndLeavesItsFileAlone() {
    String base = tiny.resolve("llama.gguf").toString();
    String adapted = base + "+" + tiny.resolve("llama-adapter.gguf");
    List<Score> plain = scores(models(), base);
    List<Score> with = scores(models(), adapted);
    for (int i = 0; i < plain.size(); i++) {
      assertThat(Math.abs(with.get(i).logProbability() - plain.get(i).logProbability()))
          .isGreaterThan(0.01);
    }
    assertThat(scores(models(), adapted)).isEqualTo(with);
    assertThat(scores(models(), base)).isEqualTo(plain);
  }

  @Test
  void baseAndAdapterAreTheMergedModel() {
    String adapted = tiny.resolve("llama.gguf") + "+" + tiny.resolve("llama-adapter.gguf");
    List<Score> with = scores(models(), adapted);
    List<Score> merged = scores(models(), tiny.resolve("llama-merged.gguf").toString());
    for (int i = 0; i < with.size(); i++) {
      assertThat(with.get(i).tokens()).hasSameSizeAs(merged.get(i).tokens());
      for (int t = 0; t < with.get(i).tokens().size(); t++) {
        assertThat(with.get(i).tokens().get(t).logProbability())
            .isCloseTo(merged.get(i).tokens().get(t).logProbability(), within(2e-3));
      }
    }
  }

  @Test
  void theCatalogueNamesAnAdapterByItsBase() throws IOException {
    Path models = Files.createDirectories(folder.resolve("catalogue"));
    for (String name : List.of("llama.gguf", "llama-adapter.gguf")) {
      Files.copy(
          tiny.resolve(name),
          models.resolve(name),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(
        models.resolve("catalogue.json"),
        """
        {"default": "tiny", "models": [
          {"id": "tiny", "file": "llama.gguf", "sha256": "%s",
           "sources": [{"kind": "parts", "files": ["llama.gguf"]}]},
          {"id": "tiny-tuned", "file": "llama-adapter.gguf", "sha256": "%s", "base": "tiny",
           "sources": [{"kind": "parts", "files": ["llama-adapter.gguf"]}]}]}
        """
            .formatted(
                hash(models.resolve("llama.gguf")), hash(models.resolve("llama-adapter.gguf"))));
    Catalogue catalogue = Catalogue.load(models);
    ModelStore store =
        new ModelStore(
            folder.resolve("store"),
            catalogue,
            new dev.stepwise.model.catalogue.Network(Map.of()),
            dev.stepwise.model.catalogue.LocalModels.ofUser(),
            Optional.empty());
    Models named = new Models(catalogue, store, folder, Map.of());
    String adapted = tiny.resolve("llama.gguf") + "+" + tiny.resolve("llama-adapter.gguf");
    assertThat(scores(named, "tiny-tuned")).isEqualTo(scores(models(), adapted));
    assertThat(scores(named, "tiny-tuned")).isNotEqualTo(scores(named, "tiny"));
  }

  private static String hash(Path file) throws IOException {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAdapterOfAnotherModelIsRefused() {
    String spec = tiny.resolve("qwen3.gguf") + "+" + tiny.resolve("llama-adapter.gguf");
    assertThatThrownBy(() -> scores(models(), spec))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("llama-adapter.gguf")
        .hasMessageNotContaining("\n");
  }
}
