package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.lsp.AgentFactory.UsedModel;
import dev.stepwise.settings.ServerSettings;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which model the status bars of editors name. */
class EditorAgentsTest {
  private static final EditorIndexes INDEXES = new EditorIndexes();
  private final EditorAgents agents = new EditorAgents(INDEXES);

  @AfterAll
  static void close() {
    INDEXES.close();
  }

  @Test
  void namesTheDefaultModelWhereTheSettingIsEmpty() {
    assertThat(used(Map.of()).name()).isEqualTo("stepwise-135m");
  }

  @Test
  void namesNoneWhereNoneIsWanted() {
    assertThat(used(Map.of("model", "none"))).isEqualTo(UsedModel.NONE);
    assertThat(used(Map.of("producers", "rules"))).isEqualTo(UsedModel.NONE);
  }

  @Test
  void settingsThatAreWrongHaveNoModel() {
    assertThat(used(Map.of("producers", "magic"))).isEqualTo(UsedModel.NONE);
  }

  @Test
  void tellsAModelOfTheCatalogueThatIsNotHere() {
    assertThat(used(Map.of("model", "qwen3-coder-next")))
        .isEqualTo(new UsedModel("qwen3-coder-next", false));
  }

  @Test
  void cannotSayMoreOfAServerThanItsAddress() {
    assertThat(used(Map.of("model", "http://localhost:8080")))
        .isEqualTo(new UsedModel("http://localhost:8080", true));
  }

  private UsedModel used(Map<String, String> settings) {
    return agents.model(ServerSettings.DEFAULTS.with(settings));
  }
}
