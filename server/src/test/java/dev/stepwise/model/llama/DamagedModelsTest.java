package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and malicious models are refused or load; none ends the process. */
@Tag("slow")
class DamagedModelsTest {
  private static final int SEEDS = 100;

  @TempDir static Path folder;

  @BeforeAll
  static void makeModels() throws IOException, InterruptedException {
    TinyModels.make(folder, "llama", "llama-spm", "qwen3next", "granitehybrid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "llama-spm", "qwen3next", "granitehybrid"})
  void noDamageEndsTheProcess(String name) throws IOException, InterruptedException {
    Path model = folder.resolve("models").resolve(name + ".gguf");
    Path said = folder.resolve("said-" + name);
    int exit = loads(model, said).waitFor();
    List<String> lines = Files.readAllLines(said);
    assertThat(lines).as("ends after the seed that ended it; exit %d", exit).endsWith("all done");
    assertThat(lines).filteredOn(l -> l.contains(" refused: ")).hasSizeGreaterThan(SEEDS / 2);
    assertThat(lines).filteredOn(l -> l.endsWith(" loads")).isNotEmpty();
  }

  private static Process loads(Path model, Path said) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx600m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("error.log"),
            "--enable-native-access=ALL-UNNAMED",
            "-Dstepwise.natives=" + System.getProperty("stepwise.natives", "target/natives"),
            "-cp",
            System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, ""),
            DamagedLoads.class.getName(),
            model.toString(),
            folder.toString(),
            "1",
            Integer.toString(SEEDS))
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }
}
