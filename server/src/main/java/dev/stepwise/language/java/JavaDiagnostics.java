package dev.stepwise.language.java;

import dev.stepwise.language.Problem;
import dev.stepwise.settings.UserException;
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
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What javac says of the files of one workspace, unsaved text included, with javac's own codes. The
 * build is read at the first question and again when its files change. Safe for use by several
 * threads, one at a time.
 */
public final class JavaDiagnostics implements AutoCloseable {
  private final Path root;
  private final boolean offline;
  private final Map<String, JavaCompilerSession> sessions = new HashMap<>();
  private Optional<JavaBuild> build = Optional.empty();
  private Map<Path, FileTime> stamps = Map.of();

  /**
   * @param root absolute path of the workspace
   * @param offline whether missing libraries are an error instead of being downloaded
   */
  public JavaDiagnostics(Path root, boolean offline) {
    this.root = root.toAbsolutePath().normalize();
    this.offline = offline;
  }

  /**
   * Problems of one file, in the order of the text.
   *
   * @param unsaved absolute path to text that counts instead of the file's, this file's included
   * @return empty too for a file in no source folder
   * @throws UserException if the build cannot be read
   */
  public synchronized List<Problem> problems(Path file, Map<Path, String> unsaved) {
    JavaBuild current = current();
    Optional<JavaModule> module = current.moduleOf(file);
    if (module.isEmpty() || file.endsWith("module-info.java")) {
      return List.of();
    }
    String text = unsaved.get(file);
    SourceText source =
        new SourceText(file, text != null ? text : JavaFiles.read(file, module.get().encoding()));
    return session(module.get()).diagnose(source, sourceRoots(current, module.get()), unsaved);
  }

  /** Problems of all files of all modules. */
  public synchronized List<Problem> allProblems(Map<Path, String> unsaved) {
    JavaBuild current = current();
    List<Problem> problems = new ArrayList<>();
    for (JavaModule module : current.modules()) {
      JavaSources sources = JavaSources.of(module, unsaved);
      List<SourceText> all = new ArrayList<>(sources.main());
      all.addAll(sources.test());
      Set<Path> own = new LinkedHashSet<>();
      all.forEach(s -> own.add(s.file()));
      for (JavaModule.Sibling sibling : module.siblings()) {
        all.addAll(JavaSources.of(current.module(sibling.name()), unsaved).main());
      }
      session(module).compile(all, JavaCompilerSession.Purpose.DIAGNOSE).problems().stream()
          .filter(p -> own.contains(p.file()))
          .forEach(problems::add);
    }
    return problems;
  }

  private JavaCompilerSession session(JavaModule module) {
    return sessions.computeIfAbsent(
        module.name(),
        n -> new JavaCompilerSession(module.libraries(), module.release(), module.compilerFlags()));
  }

  private static List<Path> sourceRoots(JavaBuild build, JavaModule module) {
    Set<Path> roots = new LinkedHashSet<>(module.testRoots());
    roots.addAll(module.mainRoots());
    for (JavaModule.Sibling sibling : module.siblings()) {
      JavaModule other = build.module(sibling.name());
      roots.addAll(other.mainRoots());
      if (sibling.tests()) {
        roots.addAll(other.testRoots());
      }
    }
    return List.copyOf(roots);
  }

  private JavaBuild current() {
    Map<Path, FileTime> now = build.map(this::stamps).orElse(Map.of());
    if (build.isPresent() && now.equals(stamps)) {
      return build.get();
    }
    close();
    JavaBuild read = JavaBuild.read(root, offline);
    stamps = stamps(read);
    build = Optional.of(read);
    return read;
  }

  /** When the build's own files were last written. */
  private Map<Path, FileTime> stamps(JavaBuild read) {
    Map<Path, FileTime> times = new TreeMap<>();
    Stream.concat(Stream.of(root), read.modules().stream().map(JavaModule::directory))
        .flatMap(
            folder -> Stream.of("pom.xml", "build.gradle", "build.gradle.kts").map(folder::resolve))
        .filter(Files::isRegularFile)
        .forEach(
            file -> {
              try {
                times.put(file, Files.getLastModifiedTime(file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return times;
  }

  @Override
  public synchronized void close() {
    sessions.values().forEach(JavaCompilerSession::close);
    sessions.clear();
  }
}
