package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.type.Type;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;

/// Makes an array of the raw type and casts it.
///
/// ```diff
///   class Stack<T> {
/// -   T[] items = new T[10];
/// +   T[] items = (T[]) new Object[10];
///   }
/// ```
final class GenericArray implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("generic.array.creation");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    ArrayCreationExpr created = fault.around(ArrayCreationExpr.class).orElse(null);
    if (tree == null || created == null) {
      return;
    }
    Type element = created.getElementType();
    int angle = tree.text(element).indexOf('<');
    if (angle > 0) {
      out.replace(tree.start(element) + angle, tree.end(element), "");
    } else {
      String type = tree.text(element) + "[]".repeat(created.getLevels().size());
      out.add(
          List.of(
              TextEdit.replace(tree.start(created), tree.start(created), "(" + type + ") "),
              TextEdit.replace(tree.start(element), tree.end(element), "Object")));
    }
  }
}
