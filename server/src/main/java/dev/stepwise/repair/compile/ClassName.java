package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Names a public class after its file, or makes it not public.
///
/// ```diff
/// - public class Exampel {
/// + public class Example {
///     int one = 1;
///   }
/// ```
final class ClassName implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("class.public.should.be.in.file", "duplicate.class", "already.defined.this.unit");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    TypeDeclaration<?> type =
        fault
            .type()
            .or(
                () ->
                    fault
                        .inside(ClassOrInterfaceDeclaration.class)
                        .map(c -> (TypeDeclaration<?>) c))
            .orElse(null);
    if (tree == null || type == null) {
      return;
    }
    Path file = fault.context().file().getFileName();
    String wanted = file == null ? "" : file.toString().replaceFirst("\\.java$", "");
    boolean taken =
        tree.unit().getTypes().stream().anyMatch(t -> t.getNameAsString().equals(wanted));
    if (!taken && !wanted.isEmpty()) {
      List<TextEdit> edits = new ArrayList<>();
      edits.add(TextEdit.replace(tree.start(type.getName()), tree.end(type.getName()), wanted));
      type.findAll(ConstructorDeclaration.class).stream()
          .filter(c -> Nodes.same(Nodes.parent(c), type))
          .forEach(
              c ->
                  edits.add(
                      TextEdit.replace(tree.start(c.getName()), tree.end(c.getName()), wanted)));
      out.add(edits);
    }
    type.getModifiers().stream()
        .filter(m -> m.getKeyword() == Modifier.Keyword.PUBLIC)
        .forEach(m -> out.replace(tree.start(m), tree.end(m) + 1, ""));
    if (!fault.code().equals("class.public.should.be.in.file")) {
      int from = JavaText.endOfPreviousToken(tree.text(), tree.start(type));
      out.replace(from, tree.end(type), "");
    }
  }
}
