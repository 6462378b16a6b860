package dev.stepwise.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
  /** Set to write the committed copies anew: {@code -Dstepwise.regenerate=true}. */
  private static final boolean REGENERATE = Boolean.getBoolean("stepwise.regenerate");

  @Test
  void takesWhatIsThereAndKeepsTheRest() {
    ServerSettings settings =
        ServerSettings.DEFAULTS.with(
            Map.of("apply", "always", "budgetSeconds", 30.0, "lenses", false, "future", 1));
    assertThat(settings.apply()).isEqualTo(ServerSettings.Apply.ALWAYS);
    assertThat(settings.budget()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.lenses()).isFalse();
    assertThat(settings.runTests()).isTrue();
    assertThat(ServerSettings.DEFAULTS.with(settings.values())).isEqualTo(settings);
  }

  @Test
  void namesWhatIsWrong() {
    check(Map.of("apply", "never"), "setting stepwise.apply cannot be never: use ask or always");
    check(Map.of("lenses", "yes"), "setting stepwise.lenses cannot be yes: use boolean");
    check(Map.of("budgetSeconds", -1), "setting stepwise.budgetSeconds cannot be -1: use integer");
  }

  private static void check(Map<String, Object> values, String message) {
    assertThatThrownBy(() -> ServerSettings.DEFAULTS.with(values))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }

  @Test
  void schemaCoversEverySetting() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(SettingsReference.schema());
    assertThat(schema.get("properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(ServerSettings.DEFAULTS.values().keySet());
    assertThat(schema.at("/properties/budgetSeconds/default").asInt()).isEqualTo(120);
  }

  @Test
  void committedCopiesAreFresh() throws Exception {
    Path clients = Path.of("..", "clients");
    checkFresh(clients.resolve("settings.schema.json"), SettingsReference.schema());
    checkFresh(
        clients.resolve("SETTINGS.md"),
        "# Settings of Stepwise\nMade by `SettingsReference`; the same in every editor.\n\n"
            + SettingsReference.markdown());
  }

  private static void checkFresh(Path file, String content) throws Exception {
    if (REGENERATE) {
      Files.writeString(file, content);
    }
    assertThat(Files.readString(file))
        .as("stale: run this test with -Dstepwise.regenerate=true")
        .isEqualTo(content);
  }
}
