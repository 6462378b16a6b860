package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.nodeTypes.SwitchNode;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Optional;
import java.util.Set;

/// Adds the case that covers the rest.
///
/// ```diff
///   String name(int n) {
///     return switch (n) {
///       case 1 -> "one";
/// +     default -> throw new IllegalArgumentException("unexpected value: " + n);
///     };
///   }
/// ```
final class SwitchDefault implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("not.exhaustive", "not.exhaustive.statement");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    if (tree == null) {
      return;
    }
    Optional<SwitchNode> node = fault.around(SwitchExpr.class).map(s -> (SwitchNode) s);
    node.or(() -> fault.around(SwitchStmt.class))
        .filter(s -> s.getEntries().isNonEmpty())
        .ifPresent(s -> add(s, tree, out));
  }

  private static void add(SwitchNode node, SourceTree tree, Fixes out) {
    SwitchEntry last = node.getEntries().getLast().orElseThrow();
    String nl = tree.newline() + tree.indent(tree.start(last));
    boolean arrow = last.getType() != SwitchEntry.Type.STATEMENT_GROUP;
    String selector = tree.text(node.getSelector());
    boolean plain = selector.matches("[\\w.()]+");
    String thrown =
        "throw new IllegalArgumentException(\"unexpected value"
            + (plain ? ": \" + " + selector : "\"")
            + ");";
    out.insert(
        tree.end(last),
        nl + (arrow ? "default -> " : "default:" + nl + tree.indentUnit()) + thrown);
    out.insert(tree.end(last), nl + (arrow ? "default -> {}" : "default:"));
  }
}
