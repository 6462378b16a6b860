package dev.stepwise.bench.quixbugs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether a fixed Java program does what the reference does: the same syntax tree, or the same
 * answers to 1,000 generated inputs. Runs in a JVM of its own, where a fix may hang or go wild.
 */
final class Equivalence {
  private static final int SECONDS = 90;

  private Equivalence() {}

  /** What the comparison said, in words; the first of them says whether they are equivalent. */
  record Answer(boolean equivalent, boolean exact, String how) {}

  /**
   * @param fixed the fixed program's text
   * @param classes where the fixed project's classes lie
   * @param reference where the reference's classes lie
   */
  static Answer of(
      Checkout checkout, Project project, String fixed, Path classes, Path reference, long seed) {
    if (SameSyntax.of(fixed, project.reference())) {
      return new Answer(true, true, "same syntax tree");
    }
    List<String> command =
        List.of(
            FreshRun.java(),
            "-Xmx2g",
            "-Xss4m",
            "-cp",
            System.getProperty("java.class.path"),
            CompareMain.class.getName(),
            "java_programs." + project.bug(),
            classes.toString(),
            reference.toString(),
            checkout.cases(project.bug()).toString(),
            Long.toString(seed));
    try {
      Path said = classes.resolveSibling("comparison.txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Answer(false, false, "the comparison did not end");
      }
      String last = Files.readString(said).lines().reduce((a, b) -> b).orElse("no answer");
      return new Answer(process.exitValue() == 0, false, last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, false, "interrupted");
    }
  }
}
