package dev.stepwise.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedDiffTest {
  @TempDir Path folder;

  @Test
  void writesHunksWithContext() {
    assertThat(UnifiedDiff.of("src/A.java", "1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nfive\n6\n"))
        .isEqualTo(
            """
            --- a/src/A.java
            +++ b/src/A.java
            @@ -2,5 +2,5 @@
             2
             3
             4
            -5
            +five
             6
            """);
  }

  @Test
  void tellsAMissingLastLineEnd() throws Exception {
    check("a b.txt", "x\ny", "x\nz");
    check("n.txt", "x\ny", "x\ny\n");
    check("n.txt", "x\ny\n", "x\ny");
    check("crlf.txt", "x\r\ny\r\n", "x\r\nz\r\n");
    check("mixed.txt", "x\ry\r\nz\n\n", "x\ry\n");
    check("umläut \"quoted\".txt", "a\n", "b\n");
    check("to-empty.txt", "a\nb", "");
    assertThat(UnifiedDiff.of("same", "x", "x")).isEmpty();
  }

  @Test
  void gitAndPatchApplyRandomDiffs() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 15; i++) {
      String before = randomText(random, random.nextInt(60));
      String after = mutate(random, before);
      if (!before.isEmpty()) {
        check("f" + i + ".txt", before, after);
      }
    }
  }

  @Test
  void hugeDifferencesStillEndQuickly() {
    StringBuilder a = new StringBuilder();
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      a.append("a").append(i).append('\n');
      b.append("b").append(i).append('\n');
    }
    LineDiff diff = LineDiff.of(a.toString(), b.toString());
    assertThat(TextEdit.apply(a.toString(), diff.edits())).isEqualTo(b.toString());
  }

  private void check(String name, String before, String after) throws Exception {
    String diff = UnifiedDiff.of(name, before, after);
    if (before.equals(after)) {
      assertThat(diff).isEmpty();
      return;
    }
    assertThat(TextEdit.apply(before, LineDiff.of(before, after).edits())).isEqualTo(after);
    Path patch = Files.writeString(folder.resolve("the.patch"), diff);
    Path file = folder.resolve(name);
    Files.writeString(file, before);
    run("git", "apply", "--whitespace=nowarn", patch.toString());
    assertThat(Files.readString(file)).isEqualTo(after);
    Files.writeString(file, before);
    run("patch", "--binary", "-s", "-p1", "-i", patch.toString());
    assertThat(Files.exists(file) ? Files.readString(file) : "").isEqualTo(after);
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
  }

  private static String randomText(Random random, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append((char) ('a' + random.nextInt(5))).append(random.nextInt(6) == 0 ? "\r\n" : "\n");
    }
    return text + (random.nextBoolean() ? "last" : "");
  }

  private static String mutate(Random random, String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = random.nextInt(out.length() + 1);
      if (random.nextBoolean()) {
        out.insert(at, random.nextBoolean() ? "new\n" : "x");
      } else {
        out.delete(at, Math.min(out.length(), at + random.nextInt(8)));
      }
    }
    return out.toString();
  }
}
