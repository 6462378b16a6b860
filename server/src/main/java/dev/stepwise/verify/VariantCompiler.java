package dev.stepwise.verify;

import dev.stepwise.language.Problem;
import dev.stepwise.language.java.JavaCompilerSession;
import dev.stepwise.language.java.JavaCompilerSession.CompiledClass;
import dev.stepwise.language.java.JavaCompilerSession.Purpose;
import dev.stepwise.language.java.JavaCompilerSession.Result;
import dev.stepwise.language.java.JavaModule;
import dev.stepwise.language.java.SourceText;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.JavaBaseline.CompiledModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compiles variants against the class files of the baseline. For one thread; each keeps its own
 * warm compilers.
 */
final class VariantCompiler implements AutoCloseable {
  private final JavaBaseline baseline;
  private final Map<String, JavaCompilerSession> sessions = new HashMap<>();

  VariantCompiler(JavaBaseline baseline) {
    this.baseline = baseline;
  }

  /**
   * Compiles the changed files, and where other classes could notice the change, those too.
   *
   * @throws UserException if a changed file belongs to no module
   */
  Compilation compile(Variant variant) {
    Map<String, List<SourceText>> changed = new LinkedHashMap<>();
    for (Map.Entry<Path, String> entry : variant.texts().entrySet()) {
      JavaModule module =
          baseline
              .build()
              .moduleOf(entry.getKey())
              .orElseThrow(
                  () ->
                      new UserException(
                          entry.getKey()
                              + " is in no source folder of "
                              + baseline.build().root()));
      changed
          .computeIfAbsent(module.name(), n -> new ArrayList<>())
          .add(new SourceText(entry.getKey(), entry.getValue()));
    }
    Map<String, byte[]> classes = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    boolean succeeded = true;
    for (Map.Entry<String, List<SourceText>> entry : changed.entrySet()) {
      CompiledModule module = baseline.module(entry.getKey());
      // A single changed module whose neighbours cannot notice is the usual case, and the fast one.
      boolean alone = changed.size() == 1;
      Result result = session(module).compile(entry.getValue(), Purpose.TRY);
      if (alone && result.succeeded() && !noticeable(module, result)) {
        result.classes().forEach((name, c) -> classes.put(name, c.bytes()));
        problems.addAll(result.problems());
      } else if (alone && !result.succeeded() && entry.getValue().size() == 1) {
        problems.addAll(result.problems());
        succeeded = false;
      } else {
        succeeded &= compileWithDependents(changed, classes, problems);
        break;
      }
    }
    return new Compilation(variant, succeeded, succeeded ? classes : Map.of(), problems);
  }

  private static boolean noticeable(CompiledModule module, Result result) {
    for (Map.Entry<String, CompiledClass> entry : result.classes().entrySet()) {
      CompiledClass before = module.classes().get(entry.getKey());
      if (before == null) {
        continue;
      }
      byte[] after = entry.getValue().bytes();
      if (!ApiShape.of(before.bytes()).equals(ApiShape.of(after))) {
        return true;
      }
    }
    return false;
  }

  private boolean compileWithDependents(
      Map<String, List<SourceText>> changed, Map<String, byte[]> classes, List<Problem> problems) {
    try (FreshOutput fresh = new FreshOutput()) {
      boolean succeeded = true;
      for (CompiledModule module : baseline.modules()) {
        boolean touched =
            changed.keySet().stream()
                .anyMatch(name -> baseline.dependents(baseline.module(name)).contains(module));
        if (!touched) {
          continue;
        }
        List<Path> path = new ArrayList<>(fresh.folders());
        path.addAll(baseline.classPath(module));
        try (JavaCompilerSession session =
            new JavaCompilerSession(
                path, module.module().release(), module.module().compilerFlags())) {
          Result result = session.compile(sources(module, changed), Purpose.BUILD);
          result.problems().stream().filter(p -> !brokenBefore(module, p)).forEach(problems::add);
          succeeded &= result.succeeded();
          result.classes().forEach((name, c) -> classes.put(name, c.bytes()));
          fresh.write(result.classes());
        }
      }
      return succeeded;
    }
  }

  private static boolean brokenBefore(CompiledModule module, Problem problem) {
    return module.problems().stream().anyMatch(p -> p.file().equals(problem.file()));
  }

  /** All files of a module that compile, with the changed texts. */
  private static List<SourceText> sources(
      CompiledModule module, Map<String, List<SourceText>> changed) {
    Map<Path, SourceText> all = new LinkedHashMap<>();
    module.sources().main().forEach(s -> all.put(s.file(), s));
    module.sources().test().forEach(s -> all.put(s.file(), s));
    module.problems().forEach(p -> all.remove(p.file()));
    Optional.ofNullable(changed.get(module.module().name()))
        .orElse(List.of())
        .forEach(s -> all.put(s.file(), s));
    return List.copyOf(all.values());
  }

  private JavaCompilerSession session(CompiledModule module) {
    return sessions.computeIfAbsent(
        module.module().name(),
        name ->
            new JavaCompilerSession(
                baseline.classPath(module),
                module.module().release(),
                module.module().compilerFlags()));
  }

  @Override
  public void close() {
    sessions.values().forEach(JavaCompilerSession::close);
  }
}
