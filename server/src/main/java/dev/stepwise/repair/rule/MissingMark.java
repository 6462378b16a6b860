package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.TypeRelations;
import dev.stepwise.repair.syntax.Variable;

/// Puts into a collection what the method asks whether it is there: a visit that is not marked.
///
/// ```diff
///   void walk(String place, java.util.Set<String> seen) {
///     if (seen.contains(place)) {
///       return;
///     }
/// +   seen.add(place);
///     next(place).forEach(p -> walk(p, seen));
///   }
/// ```
final class MissingMark implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof Statement place)
        || !Layout.inBlock(place)
        || place instanceof BlockStmt) {
      return;
    }
    int at = view.source().start(place);
    for (Node other : view.nodes()) {
      if (other instanceof MethodCallExpr call
          && call.getNameAsString().equals("contains")
          && call.getArguments().size() == 1
          && call.getArgument(0) instanceof NameExpr element
          && call.getScope().orElse(null) instanceof NameExpr collection
          && view.source().start(call) < at
          && isCollection(collection, at, view)
          && visible(element.getNameAsString(), at, view)) {
        String code = collection.getNameAsString() + ".add(" + element.getNameAsString() + ");";
        out.before(place, code);
        Places.afterLast(place, s -> out.after(s, code));
      }
    }
  }

  private static boolean isCollection(NameExpr name, int at, MethodView view) {
    JavaType type = view.types().of(name);
    TypeRelations types = view.types().relations();
    return types.isCollection(type) && visible(name.getNameAsString(), at, view);
  }

  private static boolean visible(String name, int at, MethodView view) {
    return view.variablesAt(at).stream().map(Variable::name).anyMatch(name::equals);
  }
}
