package dev.stepwise.repair.locate;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.stepwise.edit.TextRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Methods and constructors with a body, read by javac's parser, which mends broken files. */
final class JavaScopes implements ScopeFinder {

  @Override
  public List<Scope> scopes(Path file, String text) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    problem -> {},
                    List.of("-proc:none"),
                    null,
                    List.of(new InMemory(text)));
    List<Scope> found = new ArrayList<>();
    try {
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Methods(file, text, unit, positions, found).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(Comparator.comparingInt(s -> s.range().start()));
    return found;
  }

  /** Collects without descending into bodies. */
  private static final class Methods extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Path file;
    private final String text;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Scope> found;

    Methods(
        Path file,
        String text,
        CompilationUnitTree unit,
        SourcePositions positions,
        List<Scope> found) {
      this.file = file;
      this.text = text;
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
      return scan(tree.getMembers(), null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      int start = (int) positions.getStartPosition(unit, method);
      int end = (int) positions.getEndPosition(unit, method);
      if (method.getBody() != null && 0 <= start && start < end && end <= text.length()) {
        found.add(
            new Scope(
                file,
                method.getName().toString(),
                new TextRange(start, end),
                ProblemSignal.lineOf(text, start),
                ProblemSignal.lineOf(text, end)));
      }
      return null;
    }

    @Override
    public @Nullable Void visitCompilationUnit(CompilationUnitTree tree, @Nullable Void none) {
      List<? extends Tree> types = tree.getTypeDecls();
      return scan(types, null);
    }
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final String text;

    InMemory(String text) {
      super(URI.create("string:///Scope.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
