package dev.stepwise.language.java;

import dev.stepwise.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the build says of a Java project.
 *
 * @param root absolute path of the workspace
 * @param tool {@code maven}, {@code gradle} or {@code none}
 * @param modules in compile order: a module comes behind its siblings
 * @param notes what could not be followed, one line each, for people
 */
public record JavaBuild(Path root, String tool, List<JavaModule> modules, List<String> notes) {

  public JavaBuild {
    modules = List.copyOf(modules);
    notes = List.copyOf(notes);
  }

  /**
   * Reads the build of a workspace; writes nothing there and starts no process.
   *
   * @param offline whether a missing library is an error at once instead of being downloaded into
   *     the user's own Maven repository
   * @throws UserException if there is neither a build nor a Java file, or a library is missing
   */
  public static JavaBuild read(Path root, boolean offline) {
    if (!Files.isDirectory(root)) {
      throw new UserException("no such folder: " + root);
    }
    Path absolute = root.toAbsolutePath().normalize();
    if (Files.isRegularFile(absolute.resolve("pom.xml"))) {
      return MavenBuild.read(absolute, offline);
    }
    return PlainBuild.read(absolute, offline);
  }

  /** Whether {@link #read} would find Java here; cheap. */
  public static boolean looksLikeJava(Path root) {
    return Files.isRegularFile(root.resolve("pom.xml"))
        || Files.isRegularFile(root.resolve("build.gradle"))
        || Files.isRegularFile(root.resolve("build.gradle.kts"))
        || JavaFiles.any(root);
  }

  /** The module whose source folders hold {@code file}. */
  public Optional<JavaModule> moduleOf(Path file) {
    return modules.stream()
        .filter(
            m ->
                m.mainRoots().stream().anyMatch(file::startsWith)
                    || m.testRoots().stream().anyMatch(file::startsWith))
        .findFirst();
  }

  /** The module of that name. */
  public JavaModule module(String name) {
    return modules.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }
}
