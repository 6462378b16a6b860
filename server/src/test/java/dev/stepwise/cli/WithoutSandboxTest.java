package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine where bubblewrap is not installed: its search path is empty. */
@Tag("slow")
class WithoutSandboxTest {
  @TempDir Path folder;

  @Test
  void saysHowToAllowTestsAndClaimsNothing() throws IOException, InterruptedException {
    Path workspace = plainProject();
    Run run = fix(workspace, List.of());
    assertThat(run.out())
        .contains("install bubblewrap")
        .contains("--allow-unsandboxed")
        .contains("allowUnsandboxed")
        .doesNotContain("Verified fix");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void verifiesOnceItIsAllowed() throws IOException, InterruptedException {
    Run run = fix(plainProject(), List.of("--allow-unsandboxed"));
    assertThat(run.out()).contains("Verified fix");
    assertThat(run.exit()).isZero();
  }

  private Path plainProject() throws IOException {
    Files.writeString(
        folder.resolve("Last.java"),
        "class Last { static int of(int[] a) { return a[a.length]; } }\n");
    Files.writeString(
        folder.resolve("LastTest.java"),
        """
        public class LastTest {
          @org.junit.Test public void last() {
            org.junit.Assert.assertEquals(7, Last.of(new int[] {5, 7}));
          }
        }
        """);
    return folder;
  }

  private record Run(int exit, String out) {}

  private static Run fix(Path workspace, List<String> more)
      throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "fix",
                "--workspace",
                workspace.toString(),
                "--test",
                "LastTest#last",
                "--model",
                "none",
                "--budget",
                "60"));
    command.addAll(more);
    Path said = Files.createTempFile("stepwise-fix", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("PATH", workspace.resolve("nothing").toString());
    Process process = builder.start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();
    String out = Files.readString(said, StandardCharsets.UTF_8);
    Files.delete(said);
    assertThat(ended).as(out).isTrue();
    return new Run(process.exitValue(), out);
  }
}
