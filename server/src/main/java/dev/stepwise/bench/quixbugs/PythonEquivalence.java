package dev.stepwise.bench.quixbugs;

import dev.stepwise.bench.quixbugs.Equivalence.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether a fixed Python program does what the reference does: the same syntax tree, or the same
 * answers to 1,000 generated inputs. Runs in a Python of its own.
 */
final class PythonEquivalence {
  private static final int SECONDS = 90;
  private static final String SCRIPT = "compare.py";
  private static final String ANSWER = "compare.txt";

  private PythonEquivalence() {}

  /**
   * Compares the fixed program with the reference.
   *
   * @param folder where files may be written
   * @param fixed the fixed program's text
   */
  static Answer of(Checkout checkout, Project project, Path folder, String fixed, long seed) {
    try (InputStream script = PythonEquivalence.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IllegalStateException(SCRIPT + " is not in the jar");
      }
      Files.write(folder.resolve(SCRIPT), script.readAllBytes());
      Files.writeString(folder.resolve("fixed.py"), fixed);
      Files.writeString(folder.resolve("reference.py"), project.reference());
      Process process =
          new ProcessBuilder(
                  List.of(
                      "python3",
                      SCRIPT,
                      project.bug(),
                      "fixed.py",
                      "reference.py",
                      checkout.cases(project.bug()).toString(),
                      Long.toString(seed)))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(folder.resolve(ANSWER).toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      if (!ended) {
        return new Answer(false, false, "the comparison did not end");
      }
      String said = Files.readString(folder.resolve(ANSWER), StandardCharsets.UTF_8);
      String last = said.lines().reduce((a, b) -> b).orElse("no answer");
      return new Answer(process.exitValue() == 0, last.equals("same syntax tree"), last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, false, "interrupted");
    }
  }
}
