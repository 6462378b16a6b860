package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.cli.ExampleCopy;
import dev.stepwise.editors.EditorProgram.Said;
import dev.stepwise.lsp.Capability;
import dev.stepwise.lsp.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged extension in VS Code (code-server) in Chromium: one start plays all scenarios, those
 * with the toy agent in one window, then the example library with the real agent and model.
 */
@Tag("slow")
class VsCodeTest {
  private static final String VERSION = "4.100.3";

  @TempDir Path folder;

  @Test
  void playsAllScenarios() throws Exception {
    Path extension = Path.of("..", "clients", "vscode").toRealPath();
    Assumptions.assumeTrue(
        Files.isDirectory(EditorProgram.cache().resolve("code-server-" + VERSION))
            && Files.isDirectory(extension.resolve("node_modules/playwright-core"))
            && EditorProgram.onPath("chromium").isPresent(),
        "no code-server or no chromium: see .ci/editors.sh");
    Path library = ExampleCopy.of("library", folder);
    Path toy = toy();
    Path out = Files.createDirectories(folder.resolve("out"));
    Said said =
        new EditorProgram(
                List.of(
                    "sh",
                    "-c",
                    "sh \"$0\" \"$@\" && printf '\\nPASS\\n'",
                    extension.resolve("test/run.sh").toString(),
                    launcher(toy).toString(),
                    library.toString(),
                    out.toString(),
                    toy.toString()))
            .run(Map.of());
    Scenario.checkPasses(library);
    Conformance seen = new Conformance("VS Code");
    Set<Capability> shown =
        said.text()
            .lines()
            .filter(l -> l.startsWith("WORKS "))
            .map(l -> Capability.valueOf(l.substring("WORKS ".length())))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Capability.class)));
    assertThat(shown).containsExactly(Capability.values());
    for (Capability capability : shown) {
      seen.works(capability);
    }
    seen.version("code-server " + VERSION)
        .attach(said.times("attach").getFirst())
        .actionLists(said.times("list"))
        .apply(said.times("apply").getFirst());
  }

  /** A file for each scenario, since all of them run in one window. */
  private Path toy() throws IOException {
    Path toy = folder.resolve("toy");
    Path project = Files.createDirectories(toy.resolve("project"));
    Files.createDirectories(project.resolve(".git"));
    for (String file :
        List.of(
            "A",
            "Foreign",
            "Words",
            "Pair",
            "Other",
            "Typing",
            "Keys",
            "Palette",
            "Restart",
            "Conflict",
            "Cancel")) {
      Files.writeString(project.resolve(file + ".java"), Scenario.CODE);
    }
    Files.writeString(project.resolve("Two.java"), Scenario.CODE.replace("c = 3", "c = BUG"));
    Files.writeString(project.resolve("CrLf.java"), Scenario.CODE.replace("\n", "\r\n"));
    Files.writeString(project.resolve("Unsaved.java"), Scenario.CODE.replace("BUG", "12345"));
    Files.writeString(project.resolve("ToyTest.java"), Scenario.TEST_CODE);
    Files.writeString(project.resolve("ViewTest.java"), Scenario.TEST_CODE);
    Path outside = Files.createDirectories(toy.resolve("outside"));
    Files.writeString(outside.resolve("B.java"), Scenario.CODE);
    return toy;
  }

  /** Starts the toy server in the toy's window and ours in any other. */
  private Path launcher(Path toy) throws IOException {
    List<String> real = TestServers.real();
    Path launcher = folder.resolve("server.sh");
    Files.writeString(
        launcher,
        "#!/bin/sh\ncase \"$PWD\" in\n%s*) exec %s ;;\nesac\nexec %s \"$@\"\n"
            .formatted(
                toy,
                quoted(TestServers.toy(toy.resolve("go"))),
                quoted(real.subList(0, real.size() - 2))));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return launcher;
  }

  private static String quoted(List<String> words) {
    return words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
  }
}
