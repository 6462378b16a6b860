package dev.stepwise.language.java;

import dev.stepwise.language.Problem;
import dev.stepwise.language.java.JavaCompilerSession.Purpose;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What javac says of single files of a project while they are edited: only the file itself is
 * attributed, what it uses is read from source as needed. For one thread at a time.
 */
public final class FileDiagnostics implements AutoCloseable {
  private final Path root;
  private Optional<Read> read = Optional.empty();
  private final Map<String, JavaCompilerSession> sessions = new HashMap<>();

  /** The build as last read, and the times of the files it was read from. */
  private record Read(JavaBuild build, Map<Path, FileTime> times) {}

  public FileDiagnostics(Path root) {
    this.root = root;
  }

  /**
   * Problems of one file.
   *
   * @param texts absolute path to the text of each open file, {@code file} among them
   * @throws dev.stepwise.settings.UserException if the build cannot be read
   */
  public synchronized List<Problem> of(Path file, Map<Path, String> texts) {
    JavaBuild build = build();
    JavaModule module = build.moduleOf(file).orElse(null);
    if (module == null) {
      return List.of();
    }
    Set<Path> roots = roots(build, module);
    List<SourceText> sources = new ArrayList<>();
    texts.forEach(
        (path, text) -> {
          if (path.equals(file) || (path.toString().endsWith(".java") && under(roots, path))) {
            sources.add(new SourceText(path, text));
          }
        });
    return session(build, module).compile(sources, Purpose.DIAGNOSE).problems().stream()
        .filter(p -> p.file().equals(file))
        .toList();
  }

  private static boolean under(Set<Path> roots, Path file) {
    return roots.stream().anyMatch(file::startsWith);
  }

  private JavaCompilerSession session(JavaBuild build, JavaModule module) {
    return sessions.computeIfAbsent(
        module.name(),
        name -> {
          List<String> flags = new ArrayList<>(module.compilerFlags());
          flags.add("-sourcepath");
          flags.add(
              roots(build, module).stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(File.pathSeparator)));
          return new JavaCompilerSession(module.libraries(), module.release(), flags);
        });
  }

  /** Source folders of a module and of the modules it uses. */
  private static Set<Path> roots(JavaBuild build, JavaModule module) {
    Set<Path> roots = new LinkedHashSet<>(module.mainRoots());
    roots.addAll(module.testRoots());
    for (JavaModule.Sibling sibling : module.siblings()) {
      JavaModule other = build.module(sibling.name());
      roots.addAll(other.mainRoots());
      if (sibling.tests()) {
        roots.addAll(other.testRoots());
      }
    }
    return roots;
  }

  /** Reads the build anew when one of its files changed. */
  private JavaBuild build() {
    if (read.isPresent() && read.get().times().equals(times(read.get().times().keySet()))) {
      return read.get().build();
    }
    close();
    JavaBuild build = JavaBuild.read(root, false);
    Set<Path> files = new LinkedHashSet<>();
    files.add(root.resolve("pom.xml"));
    build.modules().forEach(m -> files.add(m.directory().resolve("pom.xml")));
    read = Optional.of(new Read(build, times(files)));
    return build;
  }

  private static Map<Path, FileTime> times(Set<Path> files) {
    Map<Path, FileTime> times = new HashMap<>();
    for (Path file : files) {
      try {
        times.put(
            file, Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return times;
  }

  @Override
  public synchronized void close() {
    sessions.values().forEach(JavaCompilerSession::close);
    sessions.clear();
    read = Optional.empty();
  }
}
