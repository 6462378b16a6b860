package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Makes a new collection for each call instead of sharing the default one.
///
/// ```diff
/// - def collect(item, items=[]):
/// + def collect(item, items=None):
/// +     if items is None:
/// +         items = []
///       items.append(item)
///       return items
/// ```
final class MutableDefault implements PythonRule {

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean mutable =
        node.is("list", "dictionary", "set")
            && node.isPart("value", "default_parameter", "typed_default_parameter");
    if (!mutable) {
      return;
    }
    SyntaxNode parameter = node.parent().orElse(node);
    String name = view.text(parameter, "name");
    parameter
        .around("function_definition")
        .flatMap(f -> f.child("body"))
        .flatMap(b -> b.parts().stream().filter(s -> !Code.isDocstring(s)).findFirst())
        .flatMap(
            first ->
                out.layout()
                    .before(
                        first,
                        "if "
                            + name
                            + " is None:\n"
                            + out.layout().deeper(name + " = " + view.text(node))))
        .ifPresent(
            guard ->
                out.all(
                    List.of(TextEdit.replace(node.start(), node.end(), "None"), guard),
                    List.of(node)));
  }
}
