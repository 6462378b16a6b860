package dev.stepwise.language.java;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.settings.UserException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * A warm javac for one class path: files in memory go in, class files in memory and problems come
 * out. For one thread; what it learnt of the class path is kept between calls.
 */
public final class JavaCompilerSession implements AutoCloseable {

  /** What one call is for. */
  public enum Purpose {
    /** All errors of all phases, warnings too; no class files. */
    DIAGNOSE,
    /** Class files, against the exact API of the module's release. */
    BUILD,
    /** Class files as fast as can be: a newer API than the module's release allows is not seen. */
    TRY
  }

  /**
   * What javac made.
   *
   * @param classes by binary name with dots; empty if there was an error
   */
  public record Result(Map<String, CompiledClass> classes, List<Problem> problems) {
    /** Whether no error was found. */
    public boolean succeeded() {
      return problems.stream().noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    }
  }

  /**
   * A class file in memory.
   *
   * @param source the file it was compiled from
   */
  @SuppressWarnings("ArrayRecordComponent") // Large, never changed, compared by nobody.
  public record CompiledClass(Path source, byte[] bytes) {}

  private final JavaCompiler compiler;
  private final MemoryFiles files;
  private final Optional<JavacContexts> pool = JavacContexts.ifAllowed();
  private final String classPath;
  private final int release;
  private final List<String> flags;

  /**
   * @param classPath jars and class folders that exist, in order
   * @param release the Java release of the sources, 8 or later
   */
  public JavaCompilerSession(Collection<Path> classPath, int release, List<String> flags) {
    compiler = ToolProvider.getSystemJavaCompiler();
    files =
        new MemoryFiles(compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8));
    this.classPath = joined(classPath);
    this.release = release;
    this.flags = List.copyOf(flags);
  }

  /** Compiles the files together. */
  public Result compile(Collection<SourceText> sources, Purpose purpose) {
    if (sources.isEmpty()) {
      return new Result(Map.of(), List.of());
    }
    List<Problem> problems = new ArrayList<>();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach(s -> units.add(new MemoryFiles.Source(s)));
    boolean done =
        (purpose == Purpose.TRY && pool.isPresent())
            ? pool.get().call(files, d -> add(d, problems), options(purpose), units)
            : compiler
                .getTask(null, files, d -> add(d, problems), options(purpose), null, units)
                .call();
    Map<String, CompiledClass> classes = files.take();
    boolean failed = problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    if (!done && !failed) {
      problems.add(
          new Problem(
              sources.iterator().next().file(),
              new TextRange(0, 0),
              Problem.Severity.ERROR,
              "compiler.stopped",
              "javac gave up without a reason"));
    }
    return new Result(done && !failed ? classes : Map.of(), problems);
  }

  /**
   * All problems of one file, other files being read from source as far as it mentions them.
   *
   * @param sourceRoots folders where those files are found by package and name
   * @param unsaved absolute path to text that counts instead of the file's
   */
  public List<Problem> diagnose(
      SourceText file, List<Path> sourceRoots, Map<Path, String> unsaved) {
    List<String> options = options(Purpose.DIAGNOSE);
    options.addAll(List.of("-sourcepath", joined(sourceRoots)));
    List<Problem> problems = new ArrayList<>();
    files.overlay(unsaved);
    try {
      compiler
          .getTask(
              null,
              files,
              d -> add(d, problems),
              options,
              null,
              List.of(new MemoryFiles.Source(file)))
          .call();
    } finally {
      files.overlay(Map.of());
      files.take();
    }
    return problems.stream().filter(p -> p.file().equals(file.file())).toList();
  }

  private static String joined(Collection<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> options(Purpose purpose) {
    List<String> options = new ArrayList<>(flags);
    options.addAll(List.of("-proc:none", "-g", "-implicit:none", "-Xmaxerrs", "10000"));
    options.addAll(List.of("-classpath", classPath));
    boolean current = release >= Runtime.version().feature();
    if (!current || flags.contains("--enable-preview")) {
      String number = String.valueOf(Math.min(release, Runtime.version().feature()));
      if (purpose == Purpose.TRY) {
        options.addAll(List.of("-source", number, "-target", number));
      } else {
        options.addAll(List.of("--release", number));
      }
    }
    if (purpose != Purpose.TRY) {
      // Without this a syntax error in one file hides the errors of all others.
      options.add("-XDshould-stop.ifError=FLOW");
    }
    if (purpose == Purpose.DIAGNOSE) {
      options.addAll(List.of("-Xmaxwarns", "1000", "-Xlint:-options"));
    } else {
      options.addAll(List.of("-nowarn", "-Xlint:none"));
    }
    return options;
  }

  private static void add(Diagnostic<? extends JavaFileObject> diagnostic, List<Problem> problems) {
    if (!(diagnostic.getSource() instanceof MemoryFiles.Source source)) {
      // Without a file it is about our options, which the build gave; else about a file that was
      // only looked into.
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR && diagnostic.getSource() == null) {
        throw new UserException("javac: " + diagnostic.getMessage(Locale.ROOT));
      }
      return;
    }
    int end = source.text().text().length();
    int from = Math.clamp(diagnostic.getStartPosition(), 0, end);
    int to = Math.clamp(diagnostic.getEndPosition(), from, end);
    problems.add(
        new Problem(
            source.text().file(),
            new TextRange(from, to),
            switch (diagnostic.getKind()) {
              case ERROR -> Problem.Severity.ERROR;
              case WARNING, MANDATORY_WARNING -> Problem.Severity.WARNING;
              case NOTE, OTHER -> Problem.Severity.INFO;
            },
            diagnostic.getCode(),
            diagnostic.getMessage(Locale.ROOT)));
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
