package dev.stepwise.bench.quixbugs;

import dev.stepwise.agent.Task;
import dev.stepwise.edit.LineDiff;
import dev.stepwise.language.TestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One bug as a project of its own in a temporary folder.
 *
 * @param program the file with the bug
 * @param buggy its text
 * @param reference the right text, with the buggy file's package
 */
record Project(String bug, Path root, Path program, String buggy, String reference, TestId test) {
  private static final List<String> JAVA_HELPERS = List.of("Node", "WeightedEdge");

  /** Writes the project of a Java bug: sources and tests in folders, no build file. */
  static Project java(Checkout checkout, String bug, Path root) {
    Path main = root.resolve("src/main/java/java_programs");
    Path tests = root.resolve("src/test/java/java_testcases/junit");
    String buggy = read(checkout.javaProgram(bug));
    String reference =
        read(checkout.javaReference(bug))
            .replace("package correct_java_programs", "package java_programs")
            .replaceAll("import (static )?correct_java_programs\\.[^;]*;", "");
    write(main.resolve(bug + ".java"), buggy);
    for (String helper : JAVA_HELPERS) {
      write(main.resolve(helper + ".java"), read(checkout.javaProgram(helper)));
    }
    write(tests.resolve(bug + "_TEST.java"), read(checkout.javaTest(bug)));
    Path oracle = checkout.folder().resolve("java_testcases/junit/QuixFixOracleHelper.java");
    write(tests.resolve("QuixFixOracleHelper.java"), read(oracle));
    return new Project(
        bug,
        root,
        main.resolve(bug + ".java"),
        buggy,
        reference,
        new TestId("java_testcases.junit." + bug + "_TEST", ""));
  }

  /** Writes the project of a Python bug. */
  static Project python(Checkout checkout, String bug, Path root) {
    String buggy = read(checkout.pythonProgram(bug));
    Path program = root.resolve("python_programs/" + bug + ".py");
    write(program, buggy);
    copy(checkout, "python_programs/node.py", root);
    copy(checkout, "python_testcases/node.py", root);
    copy(checkout, "python_testcases/load_testdata.py", root);
    copy(checkout, "json_testcases/" + bug + ".json", root);
    String test = "python_testcases/test_" + bug + ".py";
    // The benchmark's tests choose programs and slow cases by flags of its own plugin.
    write(
        root.resolve(test),
        read(checkout.folder().resolve(test))
            .replace("pytest.use_correct", "False")
            .replace("pytest.run_slow", "False"));
    return new Project(
        bug, root, program, buggy, read(checkout.pythonReference(bug)), new TestId(test, ""));
  }

  Task task() {
    return new Task.FailingTest(test);
  }

  /**
   * One-based number of the first line of code that the reference changes; blank lines, imports,
   * comments and spaces do not count.
   */
  int faultyLine() {
    List<Integer> numbers = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    List<String> lines = buggy.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (isCode(lines.get(i))) {
        numbers.add(i + 1);
        before.append(bare(lines.get(i))).append('\n');
      }
    }
    StringBuilder after = new StringBuilder();
    reference.lines().filter(Project::isCode).forEach(l -> after.append(bare(l)).append('\n'));
    List<LineDiff.Hunk> hunks = LineDiff.of(before.toString(), after.toString()).hunks();
    if (hunks.isEmpty()) {
      return 1;
    }
    return numbers.get(Math.min(hunks.getFirst().beforeStart(), numbers.size() - 1));
  }

  private static boolean isCode(String line) {
    String bare = line.strip();
    return !bare.isEmpty() && !bare.matches("(?:import |package |//|/\\*|\\*|#|;$).*");
  }

  /** Without spaces and what a comment says behind the code. */
  static String bare(String line) {
    return line.replaceAll("//.*", "").replaceAll("\\s+", "");
  }

  private static void copy(Checkout checkout, String path, Path root) {
    Path from = checkout.folder().resolve(path);
    if (Files.exists(from)) {
      write(root.resolve(path), read(from));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
