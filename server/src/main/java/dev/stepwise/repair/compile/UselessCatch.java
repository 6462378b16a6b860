package dev.stepwise.repair.compile;

import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.Type;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Removes a catch that can never be reached, or catches what may really be thrown.
///
/// ```diff
///   int parse(String text) {
///     try {
///       return Integer.parseInt(text);
/// -   } catch (java.io.IOException e) {
/// +   } catch (RuntimeException e) {
///       return 0;
///     }
///   }
/// ```
///
/// ```diff
///   int parse(String text) {
///     try {
///       return Integer.parseInt(text);
///     } catch (RuntimeException e) {
///       return 0;
/// -   } catch (NumberFormatException e) {
/// -     return 1;
///     }
///   }
/// ```
final class UselessCatch implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("except.never.thrown.in.try", "except.already.caught");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    CatchClause clause =
        fault.around(CatchClause.class).or(() -> fault.inside(CatchClause.class)).orElse(null);
    if (tree == null || clause == null || !(Nodes.parent(clause) instanceof TryStmt statement)) {
      return;
    }
    Type type = clause.getParameter().getType();
    if (fault.code().equals("except.never.thrown.in.try")) {
      out.replace(tree.start(type), tree.end(type), "RuntimeException");
    }
    boolean needed =
        statement.getCatchClauses().size() == 1
            && statement.getFinallyBlock().isEmpty()
            && statement.getResources().isEmpty();
    if (needed) {
      out.add(new Layout(tree).unwrap(statement, statement.getTryBlock()));
    } else {
      int from = JavaText.endOfPreviousToken(tree.text(), tree.start(clause));
      out.replace(from, tree.end(clause), "");
    }
  }
}
