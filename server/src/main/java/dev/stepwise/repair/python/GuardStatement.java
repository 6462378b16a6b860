package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;
import java.util.LinkedHashSet;
import java.util.Set;

/// Does something only under a condition.
///
/// ```diff
///   def lengths(names):
///       result = {}
///       for name in names:
/// -         result[name] = len(name)
/// +         if name is not None:
/// +             result[name] = len(name)
///       return result
/// ```
final class GuardStatement implements PythonRule {

  @Override
  public double prior() {
    return Prior.RARE;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean docstring =
        node.parts().stream().allMatch(p -> p.is("string")) && !node.parts().isEmpty();
    boolean simple = FunctionView.isSimple(node) && !docstring && view.tree().startsLine(node);
    if (!simple) {
      return;
    }
    Set<String> conditions = new LinkedHashSet<>();
    for (SyntaxNode name : node.all("identifier")) {
      String text = view.text(name);
      if (view.variablesAt(node.start()).contains(text)) {
        conditions.add(view.kindOf(text) == Kind.NUMBER ? text + " > 0" : text);
        if (view.kindOf(text) != Kind.NUMBER) {
          conditions.add(text + " is not None");
        }
      }
    }
    conditions.addAll(Code.asked(view, node.start()));
    for (String condition : conditions) {
      out.statement(node, "if " + condition + ":\n" + out.layout().deeper(out.layout().bare(node)));
    }
  }
}
