package dev.stepwise.verify;

import dev.stepwise.language.Problem;
import dev.stepwise.language.java.JavaBuild;
import dev.stepwise.language.java.JavaCompilerSession;
import dev.stepwise.language.java.JavaCompilerSession.CompiledClass;
import dev.stepwise.language.java.JavaCompilerSession.Purpose;
import dev.stepwise.language.java.JavaCompilerSession.Result;
import dev.stepwise.language.java.JavaModule;
import dev.stepwise.language.java.JavaSources;
import dev.stepwise.language.java.SourceText;
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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The workspace compiled as it is, module by module, into a private folder. Files that do not
 * compile are left out, so that the others can be used.
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
   * @param problems errors of the files that were left out
   */
  record CompiledModule(
      JavaModule module,
      JavaSources sources,
      Path main,
      Path test,
      Map<String, CompiledClass> classes,
      List<Problem> problems) {}

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
    Map<String, CompiledClass> classes = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    List<Path> path = new ArrayList<>(siblings(module));
    path.addAll(module.libraries());
    make(main);
    make(test);
    compile(module, sources.main(), path, main, classes, problems);
    path.addFirst(main);
    compile(module, sources.test(), path, test, classes, problems);
    modules.put(
        module.name(),
        new CompiledModule(module, sources, main, test, classes, List.copyOf(problems)));
  }

  private static void compile(
      JavaModule module,
      List<SourceText> sources,
      List<Path> classPath,
      Path output,
      Map<String, CompiledClass> classes,
      List<Problem> problems) {
    List<SourceText> rest = new ArrayList<>(sources);
    try (JavaCompilerSession session =
        new JavaCompilerSession(classPath, module.release(), module.compilerFlags())) {
      for (int round = 0; round < MOST_ROUNDS && !rest.isEmpty(); round++) {
        Result result = session.compile(rest, Purpose.BUILD);
        if (result.succeeded()) {
          result.classes().forEach((name, c) -> write(output, name, c));
          classes.putAll(result.classes());
          return;
        }
        List<Problem> errors =
            result.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
        // Later rounds fail for want of the files left out: those errors are no news.
        if (round == 0) {
          problems.addAll(errors);
        }
        Set<Path> bad = errors.stream().map(Problem::file).collect(Collectors.toSet());
        rest.removeIf(s -> bad.contains(s.file()));
      }
    }
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
    return java.util.Optional.ofNullable(modules.get(name)).orElseThrow();
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
