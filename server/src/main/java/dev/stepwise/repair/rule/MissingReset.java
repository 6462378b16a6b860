package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import dev.stepwise.repair.syntax.MethodView;

/// Starts a variable afresh in each round of a loop.
///
/// ```diff
///   int longestRun(int[] values, int wanted) {
///     int longest = 0;
///     int run = 0;
///     for (int value : values) {
///       if (value == wanted) {
///         run++;
///         longest = Math.max(longest, run);
/// +     } else {
/// +       run = 0;
///       }
///     }
///     return longest;
///   }
/// ```
final class MissingReset implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    boolean body =
        node instanceof BlockStmt b
            && !b.getStatements().isEmpty()
            && Exits.inLoop(b.getStatement(0));
    boolean branch =
        node instanceof IfStmt s
            && s.getElseStmt().isEmpty()
            && s.getThenStmt() instanceof BlockStmt
            && Exits.inLoop(s);
    if (!body && !branch) {
      return;
    }
    int at = view.source().start(node);
    for (Node other : view.nodes()) {
      if (other instanceof VariableDeclarator v
          && v.getInitializer().isPresent()
          && isFresh(v.getInitializer().get())
          && view.source().end(v) < at
          && view.variablesAt(at).stream()
              .anyMatch(x -> x.name().equals(v.getNameAsString()) && !x.constant())) {
        String code = v.getNameAsString() + " = " + view.text(v.getInitializer().get()) + ";";
        if (node instanceof BlockStmt block) {
          out.before(block.getStatement(0), code);
          Places.afterLast(
              block.getStatement(block.getStatements().size() - 1), s -> out.after(s, code));
        } else if (node instanceof IfStmt s) {
          otherwise(s, code, view, out);
        }
      }
    }
  }

  private static void otherwise(IfStmt s, String code, MethodView view, Edits out) {
    String indent = view.source().indent(view.source().start(s));
    String nl = view.source().newline() + indent;
    int end = view.source().end(s);
    out.replace(end, end, " else {" + nl + view.source().indentUnit() + code + nl + "}");
  }

  private static boolean isFresh(Expression e) {
    return e instanceof LiteralExpr
        || (e instanceof ObjectCreationExpr o && o.getArguments().isEmpty());
  }
}
