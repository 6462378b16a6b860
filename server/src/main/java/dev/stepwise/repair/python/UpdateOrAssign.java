package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Shares a value instead of copying its contents, or the other way round.
///
/// ```diff
///   def merge(groups, a, b):
///       for member in groups[b]:
/// -         groups[member].update(groups[a])
/// +         groups[member] = groups[a]
///       return groups
/// ```
final class UpdateOrAssign implements PythonRule {
  private static final List<String> CHANGES = List.of("append", "extend", "update", "add");

  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    boolean statement = node.isIn("expression_statement");
    if (node.is("call") && statement && CHANGES.contains(Code.called(view, node))) {
      SyntaxNode object = node.child("function").flatMap(f -> f.child("object")).orElse(node);
      List<SyntaxNode> all = Code.arguments(node);
      if (all.size() == 1 && object.is("identifier", "subscript", "attribute")) {
        String target = view.text(object);
        out.raw(node.start(), node.end(), target + " = " + view.text(all.getFirst()));
        out.raw(node.start(), node.end(), target + " += " + view.text(all.getFirst()));
      }
    }
    if (node.is("assignment") && statement) {
      SyntaxNode left = node.child("left").orElse(node);
      SyntaxNode right = node.child("right").orElse(node);
      boolean place = left.is("identifier", "subscript", "attribute");
      for (String method :
          place && !view.kind(right).equals(Kind.NUMBER) ? CHANGES : List.<String>of()) {
        out.raw(
            node.start(),
            node.end(),
            view.text(left) + "." + method + "(" + view.text(right) + ")");
      }
    }
  }
}
