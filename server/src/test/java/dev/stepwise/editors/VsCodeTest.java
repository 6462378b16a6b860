package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.cli.ExampleCopy;
import dev.stepwise.lsp.Capability;
import dev.stepwise.lsp.Conformance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged extension in VS Code (code-server) in Chromium, with the real agent and model: the
 * lens over a failing test, the view of steps, the diff, Apply, save, the menu.
 */
@Tag("slow")
class VsCodeTest {
  private static final String VERSION = "4.100.3";

  @TempDir Path folder;

  @Test
  void makesAFailingTestPass() throws Exception {
    Path extension = Path.of("..", "clients", "vscode").toRealPath();
    Assumptions.assumeTrue(
        Files.isDirectory(EditorProgram.cache().resolve("code-server-" + VERSION))
            && Files.isDirectory(extension.resolve("node_modules/playwright-core"))
            && EditorProgram.onPath("chromium").isPresent(),
        "no code-server or no chromium: see .ci/editors.sh");
    Path project = ExampleCopy.of("library", folder);
    List<String> server = TestServers.real();
    Path launcher = folder.resolve("server.sh");
    Files.writeString(
        launcher,
        server.subList(0, server.size() - 2).stream()
            .map(w -> "'" + w + "'")
            .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path out = Files.createDirectories(folder.resolve("out"));
    Conformance seen = new Conformance("VS Code");
    new EditorProgram(
            List.of(
                "sh",
                "-c",
                "sh \"$0\" \"$@\" && printf '\\nPASS\\n'",
                extension.resolve("test/run.sh").toString(),
                launcher.toString(),
                project.toString(),
                out.toString()))
        .run(java.util.Map.of());
    Scenario.checkPasses(project);
    seen.version("code-server " + VERSION)
        .works(Capability.ATTACH)
        .works(Capability.LENS)
        .works(Capability.PROGRESS)
        .works(Capability.PREVIEW)
        .works(Capability.REAL);
  }
}
