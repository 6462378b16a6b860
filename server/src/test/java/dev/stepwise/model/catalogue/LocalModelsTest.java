package dev.stepwise.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalModelsTest {
  private static final String HASH = "ab".repeat(32);

  @TempDir Path home;

  @Test
  void findsWhatOtherProgramsKeep() throws IOException {
    file(".lmstudio/models/maker/coder-GGUF/coder-Q4_0.gguf");
    file(".lmstudio/models/maker/coder-GGUF/mmproj-coder.gguf");
    file(".cache/llama.cpp/big-00001-of-00002.gguf");
    file(".cache/llama.cpp/big-00002-of-00002.gguf");
    Path hub = file(".cache/huggingface/hub/models--Qwen--Q-GGUF/blobs/" + HASH);
    Path snapshot =
        Files.createDirectories(
            home.resolve(".cache/huggingface/hub/models--Qwen--Q-GGUF/snapshots/c0ffee"));
    Files.createSymbolicLink(snapshot.resolve("q.gguf"), hub);
    Path blob = file(".ollama/models/blobs/sha256-" + HASH);
    manifest("registry.ollama.ai/library/qwen/latest", HASH);
    manifest("registry.ollama.ai/someone/granite/1b", HASH);
    manifest("registry.ollama.ai/library/gone/1b", "cd".repeat(32));
    LocalModels models = new LocalModels(Map.of(), home);
    assertThat(models.list())
        .extracting(LocalModels.Found::spec)
        .containsExactly(
            "hf:Qwen/Q-GGUF/q.gguf",
            "llama.cpp:big-00001-of-00002.gguf",
            "lmstudio:maker/coder-GGUF/coder-Q4_0.gguf",
            "ollama:qwen",
            "ollama:someone/granite:1b");
    assertThat(models.find("ollama:qwen")).contains(blob);
    assertThat(models.find("ollama:other")).isEmpty();
    assertThat(models.find("qwen")).isEmpty();
    assertThat(models.named(HASH)).contains(blob);
    Files.delete(blob);
    assertThat(models.named(HASH)).contains(hub);
  }

  @Test
  void followsTheEnvironment() throws IOException {
    Path elsewhere = file("elsewhere/a.gguf").getParent();
    LocalModels models =
        new LocalModels(Map.of("LLAMA_CACHE", elsewhere.toString(), "HF_HOME", "/nowhere"), home);
    assertThat(models.list())
        .extracting(LocalModels.Found::spec)
        .containsExactly("llama.cpp:a.gguf");
  }

  @Test
  void recommendsTheLargestThatIsBearable() {
    Catalogue catalogue =
        new Catalogue(
            "a",
            List.of(
                entry("small", 100, true, HASH),
                entry("large", 1500, true, HASH),
                entry("larger", 1600, false, HASH),
                entry("largest", 1700, true, "")),
            Optional.empty());
    check("large", catalogue, 8000, 2);
    check("small", catalogue, 8000, 1);
    check("small", catalogue, 3000, 2);
    check("", catalogue, 300, 2);
    assertThat(fit(1000, 2).fits(catalogue.get("large"))).contains(false);
    assertThat(fit(8000, 2).fits(catalogue.get("large"))).contains(true);
    assertThat(fit(8000, 2).fits(entry("unknown", 0, true, ""))).isEmpty();
  }

  private static void check(String id, Catalogue catalogue, int freeMb, int processors) {
    assertThat(fit(freeMb, processors).recommended(catalogue).map(Entry::id).orElse(""))
        .isEqualTo(id);
  }

  private static Fit fit(int freeMb, int processors) {
    return new Fit(new FreeMemory(16L << 30, (long) freeMb << 20), processors);
  }

  private static Entry entry(String id, int megabytes, boolean commercial, String hash) {
    Entry.Licence licence = new Entry.Licence("L", commercial, "");
    long size = (long) megabytes << 20;
    return new Entry(
        id, id, licence, "f.gguf", size, hash, "", "llama", 2048, 1024, "", List.of(), "");
  }

  private Path file(String path) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "GGUF");
  }

  private void manifest(String name, String hash) throws IOException {
    Path file = home.resolve(".ollama/models/manifests").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"layers": [
          {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:00"},
          {"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:%s"}]}"""
            .formatted(hash));
  }
}
