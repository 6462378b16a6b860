package dev.stepwise.language.java;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.TestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Finds JUnit 3, 4 and 5 tests in source text, whether it compiles or not. */
public final class JavaTests {
  private static final Set<String> ANNOTATIONS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "Theory");

  private JavaTests() {}

  /**
   * A test method in a file.
   *
   * @param file where it stands
   * @param test its class as a binary name ({@code Outer$Inner} for nested ones)
   * @param range the whole method, annotations included
   * @param name the method's name in the text
   */
  public record TestMethod(Path file, TestId test, TextRange range, TextRange name) {}

  /** Test methods in the order of the text; file after file. */
  public static List<TestMethod> find(Collection<SourceText> sources) {
    if (sources.isEmpty()) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = new ArrayList<>();
    Map<URI, SourceText> texts = new HashMap<>();
    for (SourceText source : sources) {
      if (!mayHaveTests(source.text())) {
        continue; // most files, and editors ask after every change
      }
      JavaFileObject unit = new MemoryFiles.Source(source);
      units.add(unit);
      texts.put(unit.toUri(), source);
    }
    if (units.isEmpty()) {
      return List.of();
    }
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, d -> {}, List.of("-proc:none", "-Xmaxerrs", "1000000"), null, units);
    List<TestMethod> found = new ArrayList<>();
    try {
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        SourceText source = texts.get(unit.getSourceFile().toUri());
        if (source != null) {
          new Scanner(source, unit, positions, found).scan(unit, null);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Whether it has a part of a name that all tests have, or may hide it behind an escape. */
  private static boolean mayHaveTests(String text) {
    return text.contains("Test") || text.contains("Theory") || text.contains("\\u");
  }

  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final SourceText source;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<TestMethod> found;
    private final Deque<String> classes = new ArrayDeque<>();
    private final Deque<Boolean> oldStyle = new ArrayDeque<>();

    Scanner(
        SourceText source,
        CompilationUnitTree unit,
        SourcePositions positions,
        List<TestMethod> found) {
      this.source = source;
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      if (tree.getSimpleName().isEmpty()) {
        return null;
      }
      String outer = classes.peek();
      String packageName =
          unit.getPackageName() == null ? "" : unit.getPackageName().toString() + ".";
      classes.push((outer == null ? packageName : outer + "$") + tree.getSimpleName());
      Tree parent = tree.getExtendsClause();
      oldStyle.push(parent != null && parent.toString().endsWith("TestCase"));
      super.visitClass(tree, null);
      classes.pop();
      oldStyle.pop();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void none) {
      boolean annotated =
          tree.getModifiers().getAnnotations().stream()
              .anyMatch(a -> ANNOTATIONS.contains(simpleName(a)));
      boolean byName =
          Boolean.TRUE.equals(oldStyle.peek())
              && tree.getName().toString().startsWith("test")
              && tree.getParameters().isEmpty()
              && tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
      String owner = classes.peek();
      if ((annotated || byName) && owner != null) {
        int start = (int) Math.max(0, positions.getStartPosition(unit, tree));
        int end = (int) Math.max(start, positions.getEndPosition(unit, tree));
        found.add(
            new TestMethod(
                source.file(),
                new TestId(owner, tree.getName().toString()),
                new TextRange(start, end),
                name(tree, start, end)));
      }
      return null;
    }

    private TextRange name(MethodTree tree, int start, int end) {
      int from =
          (int)
              Math.max(
                  start,
                  tree.getReturnType() == null
                      ? start
                      : positions.getEndPosition(unit, tree.getReturnType()));
      int at = source.text().indexOf(tree.getName().toString(), from);
      return at < 0 || at > end
          ? new TextRange(start, start)
          : new TextRange(at, at + tree.getName().length());
    }

    private static String simpleName(AnnotationTree annotation) {
      String name = annotation.getAnnotationType().toString();
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
