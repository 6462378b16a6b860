package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Neovim plugin in a real Neovim without a screen, with the toy agent. The environment variable
 * {@code STEPWISE_NVIM} names another Neovim than the one on the path.
 */
@Tag("slow")
class NeovimTest {
  private static final String CODE =
      "class A {\n  int a = 1;\n  // 漢字 😀 e\u0301\n  int é = BUG;\n  int b = 2;\n\n  int c = 3;\n}\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"action", "typing", "conflict", "reject", "cancel", "restart", "plain", "health"})
  void scenario(String name) throws Exception {
    Path file = Files.writeString(folder.resolve("A.java"), CODE);
    run(name, file);
  }

  @Test
  void keepsCrLfLineEnds() throws Exception {
    Path file = Files.writeString(folder.resolve("A.java"), CODE.replace("\n", "\r\n"));
    assertThat(run("action", file)).contains("int é = FIXED;").doesNotContain("\\r");
  }

  private String run(String scenario, Path file) throws IOException, InterruptedException {
    String said =
        Nvim.run(
            Map.of(
                "STEPWISE_SCENARIO", scenario,
                "STEPWISE_FILE", file.toString(),
                "STEPWISE_GO", folder.resolve("go").toString(),
                "STEPWISE_COMMAND", String.join("\u001f", toyServer())));
    assertThat(said).as(scenario).contains("\nPASS");
    return said;
  }

  private List<String> toyServer() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        ToyServer.class.getName(),
        folder.resolve("go").toString(),
        "serve");
  }
}
