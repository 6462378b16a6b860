package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Assigns to a variable instead of declaring it again, or gives the second one a name of its own.
///
/// ```diff
///   int sum(int a, int b) {
///     int sum = a;
/// -   int sum = sum + b;
/// +   sum = sum + b;
///     return sum;
///   }
/// ```
///
/// ```diff
///   class A {
///     int size() {
///       return 1;
///     }
/// -
/// -   int size() {
/// -     return 1;
/// -   }
///   }
/// ```
final class AlreadyDefined implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("already.defined", "already.defined.this.unit");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    if (tree == null) {
      return;
    }
    VariableDeclarator variable = fault.inside(VariableDeclarator.class).orElse(null);
    if (fault.message().startsWith("variable") && variable != null) {
      int from = Math.min(tree.start(variable.getType()), tree.start(variable));
      boolean alone =
          Nodes.parent(variable) instanceof VariableDeclarationExpr d
              && d.getVariables().size() == 1;
      if (alone && variable.getInitializer().isPresent()) {
        int modifiers = tree.start(Nodes.parent(variable));
        out.replace(Math.min(from, modifiers), tree.start(variable.getName()), "");
      }
      Node statement = Nodes.parent(Nodes.parent(variable));
      if (statement instanceof ExpressionStmt s) {
        out.add(new Layout(tree).delete(s));
      }
      rename(variable.getName(), tree, out);
    }
    Node member =
        fault
            .around(MethodDeclaration.class)
            .map(Node.class::cast)
            .orElse(fault.around(FieldDeclaration.class).orElse(null));
    if (member != null && fault.message().startsWith("method")) {
      int blank = JavaText.endOfPreviousToken(tree.text(), tree.start(member));
      out.replace(blank, tree.end(member), "");
    }
    fault
        .inside(Parameter.class)
        .filter(p -> variable == null && member == null)
        .ifPresent(p -> rename(p.getName(), tree, out));
  }

  private static void rename(SimpleName name, SourceTree tree, Fixes out) {
    out.replace(tree.start(name), tree.end(name), name.getIdentifier() + "2");
  }
}
