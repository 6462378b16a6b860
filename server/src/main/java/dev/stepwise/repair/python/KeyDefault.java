package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Reads a key that may be missing with a default.
///
/// ```diff
///   def count(words):
///       counts = {}
///       for word in words:
/// -         counts[word] = counts[word] + 1
/// +         counts[word] = counts.get(word, 0) + 1
///       return counts
/// ```
final class KeyDefault implements PythonRule {

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean read = node.is("subscript") && view.isValue(node) && node.parts().size() == 2;
    SyntaxNode key = read ? node.parts().get(1) : node;
    if (!read || key.is("slice")) {
      return;
    }
    String start = view.text(node, "value") + ".get(" + view.text(key);
    for (String otherwise : List.of("", ", 0", ", []", ", ''")) {
      out.replace(node, start + otherwise + ")");
    }
  }
}
