package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.stmt.SwitchEntry;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;

/// Removes the second of two equal cases.
///
/// ```diff
///   int length(int month) {
///     return switch (month) {
///       case 2 -> 28;
///       case 4 -> 30;
/// -     case 2 -> 29;
///       default -> 31;
///     };
///   }
/// ```
final class DuplicateCase implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "duplicate.case.label", "duplicate.default.label", "duplicate.unconditional.pattern");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    SwitchEntry entry =
        fault.around(SwitchEntry.class).or(() -> fault.inside(SwitchEntry.class)).orElse(null);
    if (tree != null && entry != null) {
      out.add(List.of(JavaText.deletion(tree.text(), tree.start(entry), tree.end(entry))));
      for (Expression label : entry.getLabels()) {
        if (label instanceof IntegerLiteralExpr literal
            && tree.start(label) == fault.start()
            && literal.getValue().matches("\\d{1,8}")) {
          int next = Integer.parseInt(literal.getValue()) + 1;
          out.replace(tree.start(label), tree.end(label), Integer.toString(next));
        }
      }
    }
  }
}
