package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with everything real but the model, which {@code --model none} leaves out. */
@Tag("slow")
class FixCommandTest {
  @TempDir Path folder;

  @Test
  void showsStepsAndChangesNothing() throws IOException {
    Path library = ExampleCopy.of("library", folder);
    var before = ExampleCopy.contents(library);
    CommandRun run = fix(library, "--test", "LateFeeTest#lastDay");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(" 1. orient")
        .contains("Verified fix:")
        .contains("+    if (daysLate <= 0) {")
        .contains("[ok] target test: library.LateFeeTest#lastDay passes")
        .contains("Nothing was changed");
    assertThat(ExampleCopy.contents(library)).isEqualTo(before);
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    Path library = ExampleCopy.of("library", folder);
    CommandRun run = fix(library, "--test", "library.CatalogueTest", "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("outcome").asText()).isEqualTo("verified");
    assertThat(json.path("diff").asText()).contains("title.contains(wanted) || author");
    assertThat(json.path("peakRssMb").asInt()).isPositive();
  }

  @Test
  void anAppliedFixKeepsLineEndsMarkAndMode() throws IOException {
    Path library = ExampleCopy.of("library", folder);
    Path file = library.resolve("src/main/java/library/LateFee.java");
    String windows = "\uFEFF" + Files.readString(file).replace("\n", "\r\n");
    Files.writeString(file, windows);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    CommandRun run = fix(library, "--test", "LateFeeTest#lastDay", "--apply");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("Applied to the workspace.");
    assertThat(Files.readString(file))
        .isEqualTo(windows.replace("(daysLate < 0)", "(daysLate <= 0)"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aCompileErrorIsFixedWhereTheCompilerPoints() throws IOException {
    Path broken = ExampleCopy.of("broken", folder);
    CommandRun run = fix(broken, "--at", "src/main/java/broken/Receipt.java:18", "--apply");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("+    if (lines.isEmpty()) {").doesNotContain("study code");
    assertThat(Files.readString(broken.resolve("src/main/java/broken/Receipt.java")))
        .contains("lines.isEmpty()");
  }

  @Test
  void whatCannotBeFixedIsAnHonestNone() throws IOException {
    Path library = ExampleCopy.of("library", folder);
    Path test = library.resolve("src/test/java/library/LateFeeTest.java");
    Files.writeString(
        test,
        Files.readString(test)
            .replace(
                "assertEquals(0, LateFee.of(book, DUE, DUE));",
                "assertEquals(\"a parrot\", \"a \" + LateFee.of(book, DUE, DUE));"));
    CommandRun run = fix(library, "--test", "LateFeeTest#lastDay", "--budget", "20", "--json");
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("outcome").asText()).isEqualTo("none");
    assertThat(json.path("diff").asText()).isEmpty();
    assertThat(json.path("reason").asText()).contains("tried");
  }

  @Test
  void theTraceTellsTheRun() throws IOException {
    Path library = ExampleCopy.of("library", folder);
    Path trace = folder.resolve("run.md");
    CommandRun run =
        fix(library, "--issue", "nobody waits on the list", "--trace", trace.toString());
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("WaitingListTest#nobodyWaits passes");
    assertThat(Files.readString(trace)).contains("## 1. orient").contains("## Outcome: verified");
  }

  private static CommandRun fix(Path workspace, String... more) {
    String[] all = new String[more.length + 5];
    all[0] = "fix";
    all[1] = "--workspace";
    all[2] = workspace.toString();
    all[3] = "--model";
    all[4] = "none";
    System.arraycopy(more, 0, all, 5, more.length);
    return CommandRun.of(all);
  }
}
