package dev.stepwise.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.agent.trace.Trace;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
  @TempDir Path folder;

  @Test
  void markdownIsReadable() throws IOException {
    assertThat(written("run.md"))
        .isEqualTo(
            """
            # A run of Stepwise

            ## 1. propose
            *make candidates*

            The model was asked:
            ````
            what is ``` this
            ````
            and answered:
            ```
            a fence
            ```

            - found: 3 to try
            - self-check: go on
            - 0.50 s; 10 tokens read, 20 from the cache, 3 written

            ## Outcome: none
            nothing left to try


            3 candidates, 0 steps, 0.60 s, largest prompt 30 tokens, model test
            """);
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> lines = written("run.jsonl").lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(json.readTree(lines.get(0)).path("event").asText()).isEqualTo("started");
    assertThat(json.readTree(lines.get(1)).path("prompt").asText()).isEqualTo("what is ``` this");
    assertThat(json.readTree(lines.get(2)).path("verdict").asText()).isEqualTo("go on");
    assertThat(json.readTree(lines.get(3)).path("outcome").asText()).isEqualTo("NONE");
  }

  @Test
  void aFolderThatIsNotThereIsTheUsersError() {
    assertThatThrownBy(() -> Trace.to(folder.resolve("no/such/run.md")))
        .isInstanceOf(UserException.class);
  }

  private String written(String name) throws IOException {
    Path file = folder.resolve(name);
    try (Trace trace = Trace.to(file)) {
      trace.started("propose", "make candidates");
      trace.prompted("what is ``` this", "a fence");
      trace.ended(new Fix.Step("propose", "make candidates", 0.5, 10, 20, 3, "go on", "3 to try"));
      trace.finished(
          new Fix(
              Fix.Outcome.NONE, "nothing left to try", List.of(), 3, List.of(), 0.6, 30, "test"));
    }
    return Files.readString(file);
  }
}
