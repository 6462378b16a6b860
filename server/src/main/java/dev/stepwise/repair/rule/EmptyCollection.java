package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.ArrayList;
import java.util.List;

/// Puts something into the empty collection that is returned: the empty one, for there is one way
/// to choose nothing, or what is left over.
///
/// ```diff
///   java.util.List<java.util.List<Integer>> choices(int n) {
///     if (n == 0) {
/// -     return new java.util.ArrayList<>();
/// +     return new java.util.ArrayList<>(java.util.Arrays.asList(new java.util.ArrayList<>()));
///     }
///     return more(n);
///   }
/// ```
final class EmptyCollection implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof ObjectCreationExpr made)
        || !made.getArguments().isEmpty()
        || made.getAnonymousClassBody().isPresent()
        || !(Nodes.parent(made) instanceof ReturnStmt)) {
      return;
    }
    JavaType type = view.types().wantedOrOwn(made);
    if (!view.types().relations().isCollection(type)) {
      return;
    }
    JavaType element = type.argument(0);
    String constructor = view.text(made.getType());
    for (String content : contents(made, element, view)) {
      String list = Implementations.imported("java.util.Arrays", view) + ".asList(" + content + ")";
      out.replace(made, "new " + constructor + "(" + list + ")");
    }
  }

  private static List<String> contents(ObjectCreationExpr made, JavaType element, MethodView view) {
    List<String> contents = new ArrayList<>();
    if (view.types().relations().isCollection(element)) {
      Implementations.of(element, view)
          .map(name -> made.getType().getTypeArguments().isPresent() ? name + "<>" : name)
          .ifPresent(name -> contents.add("new " + name + "()"));
    }
    if (element.isKnown()) {
      int at = view.source().start(made);
      view.variablesAt(at, element).forEach(variable -> contents.add(variable.name()));
    }
    return contents;
  }
}
