package dev.stepwise.bench.quixbugs;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A checkout of QuixBugs: which bugs there are and where their files lie. */
record Checkout(Path folder) {
  private static final String TEST = "_TEST.java";

  static Checkout at(Path folder) {
    if (!Files.isDirectory(folder.resolve("java_programs"))) {
      throw new UserException(
          "no QuixBugs in " + folder + ": clone https://github.com/jkoppel/QuixBugs and name it");
    }
    return new Checkout(folder.toAbsolutePath().normalize());
  }

  /** Names of all bugs of a language that have tests, in alphabetical order. */
  List<String> bugs(Language language) {
    return switch (language) {
      case JAVA ->
          names("java_testcases/junit", TEST).stream()
              .filter(n -> Files.exists(javaProgram(n)))
              .toList();
      case PYTHON ->
          names("python_testcases", ".py").stream()
              .filter(n -> n.startsWith("test_"))
              .map(n -> n.substring("test_".length()))
              .filter(n -> Files.exists(folder.resolve("python_programs/" + n + ".py")))
              .toList();
    };
  }

  Path javaProgram(String bug) {
    return folder.resolve("java_programs/" + bug + ".java");
  }

  Path javaReference(String bug) {
    return folder.resolve("correct_java_programs/" + bug + ".java");
  }

  Path javaTest(String bug) {
    return folder.resolve("java_testcases/junit/" + bug + TEST);
  }

  Path pythonProgram(String bug) {
    return folder.resolve("python_programs/" + bug + ".py");
  }

  Path pythonReference(String bug) {
    return folder.resolve("correct_python_programs/" + bug + ".py");
  }

  /** Inputs and outputs as JSON lines; not there for bugs on graphs. */
  Path cases(String bug) {
    return folder.resolve("json_testcases/" + bug.toLowerCase(Locale.ROOT) + ".json");
  }

  private List<String> names(String sub, String suffix) {
    try (Stream<Path> files = Files.list(folder.resolve(sub))) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(n -> n.endsWith(suffix))
          .map(n -> n.substring(0, n.length() - suffix.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Languages of the benchmark. */
  enum Language {
    JAVA,
    PYTHON
  }
}
