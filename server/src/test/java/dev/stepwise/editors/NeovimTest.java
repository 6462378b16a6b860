package dev.stepwise.editors;

import dev.stepwise.editors.EditorProgram.Said;
import dev.stepwise.lsp.Conformance;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Neovim plugin in real Neovims without a screen: that of the system and newer ones which
 * {@code .ci/editors.sh} unpacks.
 */
@Tag("slow")
class NeovimTest {
  @TempDir Path folder;

  static Stream<List<String>> editors() {
    Stream<List<String>> unpacked =
        Stream.of("trixie", "forky")
            .map(suite -> EditorProgram.cache().resolve("debian-" + suite))
            .filter(root -> root.resolve("run").toFile().canExecute())
            .map(
                root ->
                    List.of(
                        "env",
                        "VIMRUNTIME=" + root.resolve("usr/share/nvim/runtime"),
                        root.resolve("run").toString(),
                        "nvim"));
    return Stream.concat(
            EditorProgram.onPath("nvim").map(p -> List.of(p.toString())).stream(), unpacked)
        .map(
            command ->
                Stream.concat(
                        command.stream(),
                        Stream.of(
                            "--clean", "--headless", "-S", EditorProgram.script("neovim.lua")))
                    .toList());
  }

  static Stream<Arguments> cases() {
    return editors()
        .flatMap(e -> EnumSet.allOf(Scenario.class).stream().map(s -> Arguments.of(s, e)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plays(Scenario scenario, List<String> command) throws Exception {
    EditorProgram editor = new EditorProgram(command);
    scenario.play(editor, column(editor), folder);
  }

  /** Neovim's own client without the plugin, and the plugin's health check. */
  @ParameterizedTest
  @MethodSource("editors")
  void servesTheBareClientAndKnowsItsHealth(List<String> command) throws Exception {
    for (String more : List.of("plain", "health")) {
      Map<String, String> environment =
          new java.util.HashMap<>(Scenario.CONFLICT.toyFiles(folder.resolve(more)));
      environment.put("STEPWISE_SCENARIO", more);
      new EditorProgram(command).run(environment);
    }
  }

  private Conformance column(EditorProgram editor) throws Exception {
    Assumptions.assumeTrue(!editor.command().isEmpty());
    Said said =
        new EditorProgram(
                Stream.concat(
                        editor.command().stream().takeWhile(w -> !w.equals("-S")),
                        Stream.of(
                            "-c",
                                "lua local v = vim.version(); io.stdout:write(('\\nVERSION %d.%d.%d\\nPASS\\n'):format(v.major, v.minor, v.patch))",
                            "-c", "qall!"))
                    .toList())
            .run(Map.of());
    String version = said.line("VERSION");
    return new Conformance("Neovim " + version.substring(0, version.lastIndexOf('.')));
  }
}
