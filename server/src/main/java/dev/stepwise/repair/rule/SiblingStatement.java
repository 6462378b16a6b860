package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.Variable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Does what another method of the class does with variables that are here too.
///
/// ```diff
///   class Account {
///     private int balance;
///     private int moves;
///
///     void deposit(int amount) {
///       balance += amount;
///       moves++;
///     }
///
///     void withdraw(int amount) {
///       balance -= amount;
/// +     moves++;
///     }
///   }
/// ```
final class SiblingStatement implements Rule {
  @Override
  public double prior() {
    return Prior.RARE;
  }

  private static final int LONGEST = 80;
  private static final int MOST = 40;

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement place)
        || !Layout.inBlock(place)
        || place instanceof BlockStmt) {
      return;
    }
    List<String> visible =
        view.variablesAt(view.source().start(place)).stream().map(Variable::name).toList();
    Set<String> codes = new LinkedHashSet<>();
    for (MethodDeclaration other : view.siblings()) {
      if (!Nodes.same(other, view.declaration())) {
        other.findAll(ExpressionStmt.class).stream()
            .filter(s -> isUsable(s, visible, view))
            .forEach(s -> codes.add(view.text(s)));
      }
    }
    codes.stream()
        .limit(MOST)
        .forEach(
            code -> {
              out.before(place, code);
              Places.afterLast(place, s -> out.after(s, code));
            });
  }

  private static boolean isUsable(ExpressionStmt s, List<String> visible, MethodView view) {
    return !s.getExpression().isVariableDeclarationExpr()
        && s.findFirst(BlockStmt.class).isEmpty()
        && view.text(s).length() <= LONGEST
        && s.findAll(NameExpr.class).stream()
            .allMatch(
                n ->
                    visible.contains(n.getNameAsString())
                        || Character.isUpperCase(n.getNameAsString().charAt(0)));
  }
}
