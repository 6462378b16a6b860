package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gives one clear line and exit code 2, never a stack trace. */
@Tag("slow")
class BadInputTest {
  private static final String LATE_FEE = "src/main/java/library/LateFee.java";

  @TempDir Path folder;

  @Test
  void noSuchTest() throws IOException {
    check("LateFeeTest", fix(library(), "--test", "NoSuchTest"));
    check("lastDay", fix(library2(), "--test", "LateFeeTest#lastNight"));
  }

  @Test
  void noBuildFile() {
    check("build file", fix(folder, "--test", "LateFeeTest"));
  }

  @Test
  void theWorkspaceIsNoFolder() throws IOException {
    check("is not a folder", fix(folder.resolve("nowhere"), "--test", "LateFeeTest"));
    Path file = Files.writeString(folder.resolve("file"), "x");
    check("is not a folder", fix(file, "--test", "LateFeeTest"));
  }

  @Test
  void theTestNeedsCodeThatDoesNotCompile() throws IOException {
    Path library = library();
    replace(library.resolve(LATE_FEE), "long fee =", "long fee +");
    check("does not compile", fix(library, "--test", "LateFeeTest#lastDay"));
  }

  @Test
  void missingWeights() throws IOException {
    check("no model", fix(library(), "--test", "LateFeeTest#lastDay", "--model", "nowhere.gguf"));
  }

  @Test
  void corruptWeights() throws IOException {
    Path corrupt = Files.writeString(folder.resolve("corrupt.gguf"), "GGUF, or so it says");
    check(
        "corrupt.gguf",
        fix(library(), "--test", "LateFeeTest#lastDay", "--model", corrupt.toString()));
    Path empty = Files.createFile(folder.resolve("empty.gguf"));
    check(
        "empty.gguf",
        fix(library2(), "--test", "LateFeeTest#lastDay", "--model", empty.toString()));
  }

  @Test
  void unknownWordsOnTheCommandLine() throws IOException {
    check("mend", CommandRun.of("mend"));
    check("--frobnicate", fix(library2(), "--test", "LateFeeTest", "--frobnicate"));
    check("--test", CommandRun.of("fix", "--workspace", library().toString()));
    check("later", fix(library2(), "--test", "LateFeeTest", "--mode", "later"));
    check("magic", fix(library2(), "--test", "LateFeeTest", "--producers", "magic"));
    check("soon", fix(library2(), "--test", "LateFeeTest", "--budget", "soon"));
    check("at least 1", fix(library2(), "--test", "LateFeeTest", "--budget", "0"));
    check("which benchmark", CommandRun.of("bench"));
  }

  @Test
  void aFileThatIsNotUtf8() throws IOException {
    Path library = library();
    Path file = library.resolve(LATE_FEE);
    String text = Files.readString(file).replace("late fee", "gebühr").replace("What a", "Was für");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    check("not UTF-8", fix(library, "--at", LATE_FEE + ":14"));
  }

  @Test
  void aPlaceThatIsNotThere() throws IOException {
    check("has 22 lines", fix(library(), "--at", LATE_FEE + ":999"));
    check("no such file", fix(library2(), "--at", "Nothing.java:1"));
    check("outside", fix(library2(), "--at", Path.of("pom.xml").toAbsolutePath() + ":1"));
  }

  @Test
  void noWordsForAnIssue() throws IOException {
    check("some words", fix(library(), "--issue", "  "));
  }

  @Test
  void theTraceCannotBeWritten() throws IOException {
    check(
        "cannot write the trace",
        fix(library(), "--test", "LateFeeTest", "--trace", folder.resolve("no/run.md").toString()));
  }

  @Test
  void withoutWritePermissionItStillWorks() throws IOException {
    Path library = library();
    try (Stream<Path> files = Files.walk(library)) {
      for (Path file : files.toList()) {
        String mode = Files.isDirectory(file) ? "r-xr-xr-x" : "r--r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      }
    }
    var before = ExampleCopy.contents(library);
    CommandRun run = fix(library, "--test", "LateFeeTest#lastDay");
    CommandRun applied = fix(library, "--test", "LateFeeTest#lastDay", "--apply");
    var after = ExampleCopy.contents(library);
    try (Stream<Path> files = Files.walk(library)) {
      // So that the temporary folder can be deleted.
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(applied.exit()).as(applied.out()).isIn(0, 2);
    if (applied.exit() == 2) {
      check("cannot write", applied);
      assertThat(after).isEqualTo(before);
    }
  }

  private Path library() throws IOException {
    return ExampleCopy.of("library", folder);
  }

  private Path library2() {
    return folder.resolve("library");
  }

  private static void replace(Path file, String before, String after) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  private static CommandRun fix(Path workspace, String... more) {
    List<String> all = new ArrayList<>(List.of("fix", "--workspace", workspace.toString()));
    all.addAll(Arrays.asList(more));
    if (!all.contains("--model")) {
      all.addAll(List.of("--model", "none"));
    }
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static void check(String expected, CommandRun run) {
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("stepwise: ").contains(expected).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
  }
}
