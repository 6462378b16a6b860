package dev.stepwise.language.java;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.ToolProvider;

/**
 * Makes a file that does not compile usable for all others: method bodies with errors are replaced
 * by one that throws. Lines stay where they are.
 */
public final class StubbedSource {
  /** What a stub throws. */
  public static final String MESSAGE = "this method does not compile";

  private StubbedSource() {}

  /**
   * The file with stubs in place of the bodies that hold errors.
   *
   * @return empty if an error lies outside of all method bodies
   */
  public static Optional<SourceText> of(SourceText source, List<TextRange> errors) {
    List<TextRange> bodies = bodies(source);
    Set<TextRange> bad = new LinkedHashSet<>();
    for (TextRange error : errors) {
      Optional<TextRange> body = bodies.stream().filter(b -> b.touches(error.start())).findFirst();
      if (body.isEmpty()) {
        return Optional.empty();
      }
      bad.add(body.get());
    }
    List<TextEdit> edits = new ArrayList<>();
    for (TextRange body : bad) {
      long lines =
          source.text().substring(body.start(), body.end()).chars().filter(c -> c == '\n').count();
      edits.add(
          new TextEdit(
              body, "{ throw new Error(\"" + MESSAGE + "\"); " + "\n".repeat((int) lines) + "}"));
    }
    return Optional.of(new SourceText(source.file(), TextEdit.apply(source.text(), edits)));
  }

  /** Bodies of methods that stand in no other method. */
  private static List<TextRange> bodies(SourceText source) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    d -> {},
                    List.of("-proc:none"),
                    null,
                    List.of(new MemoryFiles.Source(source)));
    List<TextRange> bodies = new ArrayList<>();
    try {
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void none) {
            BlockTree body = method.getBody();
            if (body != null) {
              int start = (int) positions.getStartPosition(unit, body);
              int end = (int) positions.getEndPosition(unit, body);
              // A body without its closing brace has no sound end.
              if (start >= 0 && end > start && source.text().charAt(end - 1) == '}') {
                bodies.add(new TextRange(start, end));
              }
            }
            return null;
          }

          @Override
          public Void visitClass(ClassTree tree, Void none) {
            return super.visitClass(tree, null);
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bodies;
  }
}
