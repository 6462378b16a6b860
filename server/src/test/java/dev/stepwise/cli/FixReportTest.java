package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.agent.Fix;
import dev.stepwise.edit.TextEdit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scripts rely on these keys. */
class FixReportTest {
  private static final Path ROOT = Path.of("/somewhere");
  private static final Path FILE = ROOT.resolve("src/A.java");

  @Test
  void aFixHasAllKeysOfTheContract() {
    Fix fix =
        new Fix(
            Fix.Outcome.VERIFIED,
            "a verified fix",
            List.of(proposal("1", "rule:x", 3), proposal("2", "model", 5)),
            41,
            List.of(new Fix.Step("orient", "because", 0.1, 1, 2, 3, "go on", "it fails")),
            6.2,
            1480,
            "smollm2-135m");
    JsonNode json = new FixReport(ROOT).of(fix, 6.3, 410, false);
    assertThat(json.properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "outcome",
            "reason",
            "checks",
            "origin",
            "rank",
            "candidates",
            "diff",
            "files",
            "alternatives",
            "steps",
            "seconds",
            "peakPromptTokens",
            "peakRssMb",
            "model",
            "applied");
    assertThat(json.path("outcome").asText()).isEqualTo("verified");
    assertThat(json.at("/checks/0").toString())
        .isEqualTo(
            "{\"name\":\"other tests\",\"passed\":true,\"detail\":\"57 pass\",\"count\":57}");
    assertThat(json.path("diff").asText()).contains("--- a/src/A.java\n").contains("+int a = 1;");
    assertThat(json.path("files").toString()).isEqualTo("[\"src/A.java\"]");
    assertThat(json.at("/alternatives/0/diff").asText()).contains("+int a = 2;");
    assertThat(json.at("/steps/0/verdict").asText()).isEqualTo("go on");
  }

  @Test
  void noFixHasThemToo() {
    Fix none = new Fix(Fix.Outcome.NONE, "nothing", List.of(), 0, List.of(), 1, 0, "none");
    JsonNode json = new FixReport(ROOT).of(none, 1, 100, false);
    assertThat(json.path("outcome").asText()).isEqualTo("none");
    assertThat(json.path("diff").asText()).isEmpty();
    assertThat(json.path("checks")).isEmpty();
    assertThat(json.path("files")).isEmpty();
    assertThat(json.path("alternatives")).isEmpty();
  }

  private static Fix.Proposal proposal(String value, String origin, int rank) {
    return new Fix.Proposal(
        Map.of(FILE, "int a = 0;\n"),
        Map.of(FILE, List.of(TextEdit.replace(8, 9, value))),
        List.of(new Fix.Check("other tests", true, "57 pass", 57)),
        origin,
        rank);
  }
}
