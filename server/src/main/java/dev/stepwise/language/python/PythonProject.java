package dev.stepwise.language.python;

import dev.stepwise.language.Problem;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.SourceWalk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with Python code.
 *
 * @param root absolute path of the workspace
 * @param interpreter the project's own virtual environment where it has one, else the user's
 * @param sources files that hold no tests, absolute paths, sorted
 * @param tests files that pytest looks into, absolute paths, sorted
 */
public record PythonProject(Path root, Path interpreter, List<Path> sources, List<Path> tests) {
  private static final Set<String> SKIPPED =
      Set.of("node_modules", "target", "build", "dist", "venv", "__pycache__", "site-packages");

  /** The code of a use of a name that is bound nowhere in its file; the file compiles with it. */
  public static final String UNDEFINED_NAME = "python.undefined-name";

  /** Whether there is at least one Python file, be it a test or not; cheap. */
  public static boolean looksLikePython(Path root) {
    return !files(root.toAbsolutePath().normalize()).isEmpty();
  }

  /** Whether a problem is a name that nothing defines. */
  public static boolean isUndefinedName(Problem problem) {
    return problem.code().equals(UNDEFINED_NAME);
  }

  /**
   * Reads the project; starts no process.
   *
   * @throws UserException if there is no Python file or no interpreter
   */
  public static PythonProject read(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    List<Path> files = files(absolute);
    if (files.isEmpty()) {
      throw new UserException("no Python file in " + root);
    }
    List<Path> sources = new ArrayList<>();
    List<Path> tests = new ArrayList<>();
    for (Path file : files) {
      (PythonTests.isTestFile(file.getFileName().toString()) ? tests : sources).add(file);
    }
    return new PythonProject(absolute, interpreter(absolute), sources, tests);
  }

  /**
   * A file's text.
   *
   * @throws UserException naming the file, if it is not UTF-8
   */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new UserException(file + " is not valid UTF-8: convert it", e);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path interpreter(Path root) {
    Stream<Path> own =
        Stream.of(".venv/bin/python", "venv/bin/python", ".venv/Scripts/python.exe")
            .map(root::resolve);
    Stream<Path> active =
        Optional.ofNullable(System.getenv("VIRTUAL_ENV")).stream()
            .map(v -> Path.of(v, "bin/python"));
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> users =
        Arrays.stream(path.split(System.getProperty("path.separator")))
            .filter(folder -> !folder.isBlank())
            .flatMap(folder -> Stream.of(Path.of(folder, "python3"), Path.of(folder, "python")));
    return Stream.concat(Stream.concat(own, active), users)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new UserException("no Python found: install python3"));
  }

  private static List<Path> files(Path root) {
    List<Path> files = new ArrayList<>();
    try {
      SourceWalk.of(
          root,
          SKIPPED,
          (file, attributes) -> {
            if (attributes.isRegularFile() && file.toString().endsWith(".py")) {
              files.add(file);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(files);
    return files;
  }
}
