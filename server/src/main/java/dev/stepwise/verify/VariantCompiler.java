package dev.stepwise.verify;

import dev.stepwise.edit.TextRange;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compiles variants against the class files of the baseline. For one thread; each keeps its own
 * warm compilers.
 */
final class VariantCompiler implements AutoCloseable {
  private final JavaBaseline baseline;

  /** Warm compilers kept, the least recently used is closed for another; each takes some 30 MB. */
  private static final int MOST_SESSIONS = 3;

  /**
   * One for each set of files that change, by module and paths: a javac that has read a class from
   * one variant's source does not find it in the class path again for a variant of another file.
   */
  private final Map<String, JavaCompilerSession> sessions = new LinkedHashMap<>(8, 0.75f, true);

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
    if (changed.isEmpty()) {
      throw new IllegalArgumentException("nothing changed");
    }
    Output output = changed.size() == 1 ? alone(changed) : withDependents(changed);
    if (output.succeeded) {
      output.add(forbidden(variant, output.classes));
    }
    return new Compilation(
        variant,
        output.succeeded,
        output.succeeded ? output.bytes() : Map.of(),
        List.copyOf(output.problems));
  }

  /** What a variant's compilation gave so far. */
  private static final class Output {
    private final Map<String, CompiledClass> classes = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean succeeded = true;

    Map<String, byte[]> bytes() {
      Map<String, byte[]> bytes = new TreeMap<>();
      classes.forEach((name, c) -> bytes.put(name, c.bytes()));
      return bytes;
    }

    void add(List<Problem> found) {
      problems.addAll(found);
      succeeded &= found.stream().noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    }
  }

  /** The usual and fast case: files of one module, whose neighbours most often notice nothing. */
  private Output alone(Map<String, List<SourceText>> changed) {
    Map.Entry<String, List<SourceText>> only = changed.entrySet().iterator().next();
    CompiledModule module = baseline.module(only.getKey());
    boolean leftOut = only.getValue().stream().anyMatch(s -> module.leftOut().contains(s.file()));
    if (leftOut) {
      return withDependents(changed);
    }
    JavaCompilerSession session = session(module, only.getValue());
    Result result = session.compile(only.getValue(), Purpose.TRY);
    if (result.succeeded() && noticeable(module, result)) {
      return withDependents(changed);
    }
    if (result.succeeded() && needsExactApi(module, result)) {
      result = session.compile(only.getValue(), Purpose.BUILD);
    }
    Output output = new Output();
    output.classes.putAll(result.classes());
    output.add(result.problems());
    return output;
  }

  private static boolean noticeable(CompiledModule module, Result result) {
    return result.classes().entrySet().stream()
        .anyMatch(
            entry -> {
              CompiledClass before = module.classes().get(entry.getKey());
              return before != null
                  && !ApiShape.of(before.bytes()).equals(ApiShape.of(entry.getValue().bytes()));
            });
  }

  /** A method of a newer JDK than the project's compiles here, but not in the project's build. */
  private static boolean needsExactApi(CompiledModule module, Result result) {
    return module.module().release() < Runtime.version().feature()
        && result.classes().entrySet().stream()
            .anyMatch(
                entry ->
                    ForbiddenCalls.usesMoreOfTheJdk(
                        before(module, entry.getKey()), References.of(entry.getValue().bytes())));
  }

  private static References before(CompiledModule module, String className) {
    return Optional.ofNullable(module.classes().get(className))
        .map(c -> References.of(c.bytes()))
        .orElse(References.NONE);
  }

  private List<Problem> forbidden(Variant variant, Map<String, CompiledClass> classes) {
    List<Problem> problems = new ArrayList<>();
    classes.forEach(
        (name, compiled) -> {
          if (variant.texts().containsKey(compiled.source())) {
            forbidden(name, compiled)
                .forEach(
                    what ->
                        problems.add(
                            new Problem(
                                compiled.source(),
                                new TextRange(0, 0),
                                Problem.Severity.ERROR,
                                "stepwise.forbidden.call",
                                what)));
          }
        });
    return problems;
  }

  private List<String> forbidden(String name, CompiledClass compiled) {
    CompiledModule module =
        baseline.modules().stream()
            .filter(m -> m.source(compiled.source()).isPresent())
            .findFirst()
            .orElse(baseline.modules().getFirst());
    References after = References.of(compiled.bytes());
    return module.compiles(compiled.source())
        ? ForbiddenCalls.introduced(before(module, name), after)
        : ForbiddenCalls.introduced(
            module.source(compiled.source()).map(SourceText::text).orElse(""), after);
  }

  private Output withDependents(Map<String, List<SourceText>> changed) {
    Output output = new Output();
    try (FreshOutput fresh = new FreshOutput()) {
      for (CompiledModule module : baseline.modules()) {
        boolean touched =
            changed.keySet().stream()
                .anyMatch(name -> baseline.dependents(baseline.module(name)).contains(module));
        if (touched) {
          List<Path> path = new ArrayList<>(fresh.folders());
          path.addAll(baseline.classPath(module));
          Result result =
              whole(module, path, changed.getOrDefault(module.module().name(), List.of()));
          output.add(result.problems());
          output.classes.putAll(result.classes());
          fresh.write(result.classes());
        }
      }
    }
    return output;
  }

  /** A whole module; what did not compile before and is not changed may go on not compiling. */
  private static Result whole(
      CompiledModule module, List<Path> classPath, List<SourceText> changed) {
    Map<Path, SourceText> sources = new LinkedHashMap<>();
    module.sources().main().forEach(s -> sources.put(s.file(), s));
    module.sources().test().forEach(s -> sources.put(s.file(), s));
    module.problems().forEach(p -> sources.remove(p.file()));
    Set<Path> optional = new HashSet<>(module.leftOut());
    for (SourceText source : changed) {
      sources.put(source.file(), source);
      optional.remove(source.file());
    }
    try (JavaCompilerSession session =
        new JavaCompilerSession(
            classPath, module.module().release(), module.module().compilerFlags())) {
      Result result = session.compile(sources.values(), Purpose.BUILD);
      while (!result.succeeded()) {
        Set<Path> bad =
            result.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .map(Problem::file)
                .filter(optional::contains)
                .collect(Collectors.toSet());
        if (!sources.keySet().removeAll(bad)) {
          break;
        }
        result = session.compile(sources.values(), Purpose.BUILD);
      }
      return result;
    }
  }

  private JavaCompilerSession session(CompiledModule module, List<SourceText> changed) {
    String key =
        changed.stream()
            .map(s -> s.file().toString())
            .sorted()
            .collect(Collectors.joining("\n", module.module().name() + "\n", ""));
    JavaCompilerSession known = sessions.get(key);
    if (known != null) {
      return known;
    }
    if (sessions.size() >= MOST_SESSIONS) {
      String oldest = sessions.keySet().iterator().next();
      Optional.ofNullable(sessions.remove(oldest)).ifPresent(JavaCompilerSession::close);
    }
    JavaCompilerSession session =
        new JavaCompilerSession(
            baseline.classPath(module), module.module().release(), module.module().compilerFlags());
    sessions.put(key, session);
    return session;
  }

  @Override
  public void close() {
    sessions.values().forEach(JavaCompilerSession::close);
  }
}
