package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.ArrayList;
import java.util.List;

/// Exchanges a statement with the one behind it, or moves it out of or into the block beside it.
///
/// ```diff
///   int lastBefore(int[] values, int limit) {
///     int last = -1;
///     for (int value : values) {
/// -     last = value;
///       if (value >= limit) {
///         break;
///       }
/// +     last = value;
///     }
///     return last;
///   }
/// ```
///
/// ```diff
///   int sumOfPositive(int[] values) {
///     int sum = 0;
///     for (int value : values) {
///       if (value > 0) {
///         sum += value;
/// -       return sum;
///       }
///     }
/// +   return sum;
///   }
/// ```
final class MoveStatement implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement s) || !(Nodes.parent(s) instanceof BlockStmt block)) {
      return;
    }
    List<Statement> statements = block.getStatements();
    int index = Places.indexOf(statements, s);
    if (index + 1 < statements.size()) {
      exchange(s, statements.get(index + 1), view, out);
    }
    if (index == statements.size() - 1 && !isDeclaration(s)) {
      moveOut(s, block, view, out);
    }
  }

  private static void exchange(Statement first, Statement second, MethodView view, Edits out) {
    if (isDeclaration(first) && Places.mentions(second, first, view)) {
      return;
    }
    out.all(
        List.of(
            TextEdit.replace(
                view.source().start(first), view.source().end(first), view.text(second)),
            TextEdit.replace(
                view.source().start(second), view.source().end(second), view.text(first))),
        List.of(first, second));
  }

  /** Behind each of the statements around it, up to the method's body. */
  private static void moveOut(Statement s, BlockStmt block, MethodView view, Edits out) {
    if (block.getStatements().size() < 2) {
      return;
    }
    Node around = Nodes.parent(block);
    while (around instanceof Statement outer) {
      if (Layout.inBlock(outer) && !(outer instanceof BlockStmt) && isUsable(s, outer, view)) {
        List<TextEdit> edits = new ArrayList<>(out.layout().delete(s));
        edits.addAll(out.layout().after(outer, view.text(s)));
        out.all(edits, List.of(s));
      }
      around = Nodes.parent(around);
    }
  }

  /** Whether everything that {@code s} names can be used behind {@code outer}. */
  private static boolean isUsable(Statement s, Statement outer, MethodView view) {
    int at = view.source().end(outer) + 1;
    return s.findAll(NameExpr.class).stream()
        .flatMap(n -> view.types().variable(n).stream())
        .allMatch(v -> v.visibleAt(at));
  }

  private static boolean isDeclaration(Statement s) {
    return s instanceof ExpressionStmt e && e.getExpression().isVariableDeclarationExpr();
  }
}
