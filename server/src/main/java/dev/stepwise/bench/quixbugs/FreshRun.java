package dev.stepwise.bench.quixbugs;

import dev.stepwise.language.java.JUnitJars;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles a project from its written files and runs its test in a JVM of its own: none of the
 * agent's machinery has a hand in it, so that it can contradict the agent.
 */
final class FreshRun {
  private static final int SECONDS = 60;

  private FreshRun() {}

  /** Compiles sources and tests of a Java project into {@code classes}; whether that worked. */
  static boolean compile(Project project, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", jars()));
    try (Stream<Path> files = Files.walk(project.root().resolve("src"))) {
      files.filter(f -> f.toString().endsWith(".java")).forEach(f -> arguments.add(f.toString()));
      Files.createDirectories(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int status =
        compiler.run(
            null,
            java.io.OutputStream.nullOutputStream(),
            java.io.OutputStream.nullOutputStream(),
            arguments.toArray(String[]::new));
    return status == 0;
  }

  /** Whether the test of a Java project passes, compiled and run from the files. */
  static boolean passesJava(Project project, Path classes) {
    return compile(project, classes)
        && succeeds(
            project.root(),
            List.of(
                java(),
                "-Xmx2g",
                "-cp",
                classes + File.pathSeparator + jars(),
                "org.junit.runner.JUnitCore",
                project.test().className()));
  }

  /** Whether the test of a Python project passes. */
  static boolean passesPython(Project project) {
    return succeeds(
        project.root(), List.of("python3", "-m", "pytest", "-q", project.test().className()));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static boolean succeeds(Path folder, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String jars() {
    return JUnitJars.ours().stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
