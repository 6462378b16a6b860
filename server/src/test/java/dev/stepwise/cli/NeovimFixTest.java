package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.language.TestId;
import dev.stepwise.lsp.Nvim;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import dev.stepwise.verify.WorkbenchOptions;
import dev.stepwise.verify.Workbenches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with nothing but real parts: Neovim, plugin, server, agent, model, examples. */
@Tag("slow")
class NeovimFixTest {
  private static final Budget ENOUGH = Budget.of(Duration.ofMinutes(5));

  @TempDir Path folder;

  @Test
  void makesAFailingTestPass() throws Exception {
    Path project = ExampleCopy.of("library", folder);
    Path test = project.resolve("src/test/java/library/LateFeeTest.java");
    String said =
        fix(
            Map.of(
                "STEPWISE_FILE", test.toString(), "STEPWISE_AT", "lastDay", "STEPWISE_TEST", "1"));
    assertThat(said).contains("\nPASS", "FOUND verified fix for LateFeeTest.lastDay");
    assertThat(Files.readString(test)).startsWith("// typed while it worked\n");
    checkPasses(project, "library.LateFeeTest#lastDay");
  }

  @Test
  void mendsACompileError() throws Exception {
    Path project = ExampleCopy.of("broken", folder);
    Path file = project.resolve("src/main/java/broken/OpeningHours.java");
    String said = fix(Map.of("STEPWISE_FILE", file.toString(), "STEPWISE_AT", "DayOfWeek day"));
    assertThat(said).contains("\nPASS");
    assertThat(Files.readString(file))
        .startsWith("// typed while it worked\n")
        .contains("import java.time.DayOfWeek;");
  }

  private String fix(Map<String, String> environment) throws Exception {
    List<String> server =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--stdio");
    Map<String, String> all = new HashMap<>(environment);
    all.put("STEPWISE_SCENARIO", "real");
    all.put("STEPWISE_GO", folder.resolve("go").toString());
    all.put("STEPWISE_PATIENCE", "300000");
    all.put("STEPWISE_COMMAND", String.join("\u001f", server));
    return Nvim.run(all);
  }

  private static void checkPasses(Path project, String test) {
    try (Workbench workbench =
        Workbenches.open(
            project, Map.of(), WorkbenchOptions.DEFAULT.withUnsandboxed(true), ENOUGH)) {
      Compilation now = workbench.compile(List.of(Variant.UNCHANGED), ENOUGH).getFirst();
      TestId id = workbench.resolve(TestId.parse(test));
      assertThat(workbench.run(now, List.of(id), ENOUGH).passed()).isTrue();
    }
  }
}
