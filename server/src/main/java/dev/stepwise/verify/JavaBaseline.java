package dev.stepwise.verify;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.java.JavaBuild;
import dev.stepwise.language.java.JavaCompilerSession;
import dev.stepwise.language.java.JavaCompilerSession.CompiledClass;
import dev.stepwise.language.java.JavaCompilerSession.Purpose;
import dev.stepwise.language.java.JavaCompilerSession.Result;
import dev.stepwise.language.java.JavaModule;
import dev.stepwise.language.java.JavaSources;
import dev.stepwise.language.java.SourceText;
import dev.stepwise.language.java.StubbedSource;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The workspace compiled as it is, module by module, into a private folder. Methods that do not
 * compile throw instead, and files where that does not help are left out, so that all others can be
 * used.
 */
final class JavaBaseline {
  private static final int MOST_ROUNDS = 8;

  private final JavaBuild build;
  private final Path folder;
  private final Map<String, CompiledModule> modules = new LinkedHashMap<>();

  /**
   * A module's output.
   *
   * @param main folder of class files
   * @param test folder of the tests' class files
   * @param classes all its classes, tests included
   * @param leftOut files without class files, because of errors in them or in what they need
   * @param problems errors of the unchanged files
   */
  record CompiledModule(
      JavaModule module,
      JavaSources sources,
      Path main,
      Path test,
      Map<String, CompiledClass> classes,
      Set<Path> leftOut,
      List<Problem> problems) {

    /** A source file of this module. */
    Optional<SourceText> source(Path file) {
      return Stream.concat(sources.main().stream(), sources.test().stream())
          .filter(s -> s.file().equals(file))
          .findFirst();
    }

    /** Whether the unchanged file has class files that are neither missing nor stubs. */
    boolean compiles(Path file) {
      return !leftOut.contains(file) && problems.stream().noneMatch(p -> p.file().equals(file));
    }
  }

  private JavaBaseline(JavaBuild build, Path folder) {
    this.build = build;
    this.folder = folder;
  }

  /**
   * Compiles everything into {@code folder}.
   *
   * @param unsaved absolute path to text that counts instead of the file's
   */
  static JavaBaseline compile(
      JavaBuild build, Map<Path, String> unsaved, Path folder, Budget budget) {
    JavaBaseline baseline = new JavaBaseline(build, folder);
    for (JavaModule module : build.modules()) {
      budget.checkCancelled();
      baseline.compile(module, JavaSources.of(module, unsaved));
    }
    return baseline;
  }

  private void compile(JavaModule module, JavaSources sources) {
    Path own = folder.resolve("module" + modules.size());
    Path main = own.resolve("classes");
    Path test = own.resolve("test-classes");
    make(main);
    make(test);
    Made made = new Made();
    List<Path> path = new ArrayList<>(siblings(module));
    path.addAll(module.libraries());
    compile(module, sources.main(), List.of(), path, main, made);
    path.addFirst(main);
    List<SourceText> missing =
        sources.main().stream().filter(s -> made.leftOut.contains(s.file())).toList();
    compile(module, sources.test(), missing, path, test, made);
    modules.put(
        module.name(),
        new CompiledModule(
            module,
            sources,
            main,
            test,
            made.classes,
            Set.copyOf(made.leftOut),
            List.copyOf(made.problems)));
  }

  /** What compiling a module gave so far. */
  private static final class Made {
    private final Map<String, CompiledClass> classes = new HashMap<>();
    private final Set<Path> leftOut = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();
  }

  /**
   * @param missing sources that have no class files, for the errors' sake: without them every use
   *     of theirs would look like one
   */
  private static void compile(
      JavaModule module,
      List<SourceText> sources,
      List<SourceText> missing,
      List<Path> classPath,
      Path output,
      Made made) {
    try (JavaCompilerSession session =
        new JavaCompilerSession(classPath, module.release(), module.compilerFlags())) {
      List<SourceText> all = new ArrayList<>(sources);
      all.addAll(missing);
      Result result = session.compile(all, Purpose.BUILD);
      List<Problem> errors = errors(result);
      errors.stream()
          .filter(p -> missing.stream().noneMatch(s -> s.file().equals(p.file())))
          .forEach(made.problems::add);
      List<SourceText> rest = sources;
      if (!errors.isEmpty()) {
        rest = withStubs(sources, errors, made.leftOut);
        result = session.compile(rest, Purpose.BUILD);
      }
      for (int round = 0; round < MOST_ROUNDS && !result.succeeded(); round++) {
        Set<Path> bad = errors(result).stream().map(Problem::file).collect(Collectors.toSet());
        made.leftOut.addAll(bad);
        rest = rest.stream().filter(s -> !bad.contains(s.file())).toList();
        result = session.compile(rest, Purpose.BUILD);
      }
      if (!result.succeeded()) {
        rest.forEach(s -> made.leftOut.add(s.file()));
      }
      result.classes().forEach((name, c) -> write(output, name, c));
      made.classes.putAll(result.classes());
    }
  }

  private static List<Problem> errors(Result result) {
    return result.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
  }

  /** Methods that do not compile become stubs; files where that is not enough are left out. */
  private static List<SourceText> withStubs(
      List<SourceText> sources, List<Problem> errors, Set<Path> leftOut) {
    List<SourceText> rest = new ArrayList<>();
    for (SourceText source : sources) {
      List<TextRange> bad =
          errors.stream().filter(p -> p.file().equals(source.file())).map(Problem::range).toList();
      Optional<SourceText> usable =
          bad.isEmpty() ? Optional.of(source) : StubbedSource.of(source, bad);
      usable.ifPresentOrElse(rest::add, () -> leftOut.add(source.file()));
    }
    return rest;
  }

  private static void make(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UserException("cannot write to " + directory + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path output, String name, CompiledClass compiled) {
    Path file = output.resolve(name.replace('.', '/') + ".class");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, compiled.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JavaBuild build() {
    return build;
  }

  List<CompiledModule> modules() {
    return List.copyOf(modules.values());
  }

  CompiledModule module(String name) {
    return Optional.ofNullable(modules.get(name)).orElseThrow();
  }

  /** Class folders of a module's siblings, in class path order. */
  List<Path> siblings(JavaModule module) {
    Set<Path> folders = new LinkedHashSet<>();
    for (JavaModule.Sibling sibling : module.siblings()) {
      CompiledModule compiled = modules.get(sibling.name());
      if (compiled != null) {
        folders.add(compiled.main());
        if (sibling.tests()) {
          folders.add(compiled.test());
        }
      }
    }
    return List.copyOf(folders);
  }

  /** Everything a module's main code and tests can see. */
  List<Path> classPath(CompiledModule module) {
    List<Path> path = new ArrayList<>(List.of(module.test(), module.main()));
    path.addAll(siblings(module.module()));
    path.addAll(module.module().libraries());
    return path;
  }

  /** The module and all that have it on their class path. */
  List<CompiledModule> dependents(CompiledModule changed) {
    return modules.values().stream()
        .filter(
            m ->
                m.equals(changed)
                    || m.module().siblings().stream()
                        .anyMatch(s -> s.name().equals(changed.module().name())))
        .toList();
  }
}
