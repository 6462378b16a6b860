package dev.stepwise.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir Path temp;

  @Test
  void everyShippedEntryIsUsable() {
    Catalogue catalogue = Catalogue.load();
    assertThat(catalogue.entries()).extracting(Entry::id).doesNotHaveDuplicates();
    Entry standard = catalogue.get(catalogue.defaultModel());
    assertThat(standard.sha256()).as("the default never asks").isNotEmpty();
    assertThat(standard.licence().commercialUse()).isTrue();
    for (Entry entry : catalogue.entries()) {
      assertThat(entry.sources().isEmpty() && !entry.sha256().isEmpty()).as(entry.id()).isFalse();
      assertThat(entry.licence().id()).as(entry.id()).isNotEmpty();
      assertThat(entry.evidence()).as(entry.id()).isNotEmpty();
      assertThat(entry.base().isEmpty() || catalogue.find(entry.base()).isPresent()).isTrue();
    }
  }

  @Test
  void aBrokenCatalogueIsToldInOneLine() throws IOException {
    check("{", "is no valid JSON");
    check("{\"default\": \"x\", \"models\": []}", "no model 'x'");
    check(entry("../x", "f.gguf", ""), "no valid model id");
    check(entry("x", "../f.gguf", ""), "no valid file name");
    check(entry("x", "f.gguf", "abc"), "SHA-256 of x is malformed");
    check(
        entry("x", "f.gguf", "").replace("[]", "[{\"kind\": \"ftp\"}]"), "unknown kind of source");
  }

  @Test
  void cacheFolderFollowsTheEnvironment() {
    Path home = Path.of("/home/u");
    assertThat(CacheFolder.locate(Map.of(), "Linux", home))
        .isEqualTo(home.resolve(".cache/stepwise"));
    assertThat(CacheFolder.locate(Map.of("XDG_CACHE_HOME", "/x"), "Linux", home))
        .isEqualTo(Path.of("/x/stepwise"));
    assertThat(CacheFolder.locate(Map.of("XDG_CACHE_HOME", "relative"), "Linux", home))
        .isEqualTo(home.resolve(".cache/stepwise"));
    assertThat(CacheFolder.locate(Map.of("LOCALAPPDATA", "/l"), "Windows 11", home))
        .isEqualTo(Path.of("/l/stepwise"));
    assertThat(
            CacheFolder.locate(
                Map.of("STEPWISE_CACHE", "/own", "XDG_CACHE_HOME", "/x"), "Linux", home))
        .isEqualTo(Path.of("/own"));
  }

  private void check(String json, String message) throws IOException {
    Files.writeString(temp.resolve("catalogue.json"), json);
    assertThatThrownBy(() -> Catalogue.load(temp))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  private static String entry(String id, String file, String sha256) {
    return """
        {"default": "x", "models": [{"id": "%s", "file": "%s", "sha256": "%s", "sources": []}]}"""
        .formatted(id, file, sha256);
  }
}
