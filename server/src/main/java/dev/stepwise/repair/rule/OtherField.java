package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.LinkedHashSet;
import java.util.Set;

/// Reads or writes another field of the same object.
///
/// ```diff
///   class Range {
///     int low;
///     int high;
///
///     int size(Range other) {
/// -     return other.low - other.low;
/// +     return other.high - other.low;
///     }
///   }
/// ```
final class OtherField implements Rule {
  @Override
  public double prior() {
    return Prior.USUAL;
  }

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    if (!(node instanceof FieldAccessExpr access)) {
      return;
    }
    JavaType own = view.types().of(access);
    Set<String> names = new LinkedHashSet<>();
    if (own.isKnown()) {
      view.source().unit().findAll(FieldDeclaration.class).stream()
          .filter(f -> belongs(f, access, view))
          .flatMap(f -> f.getVariables().stream())
          .filter(v -> view.types().relations().assignable(JavaType.of(v.getType()), own))
          .forEach(v -> names.add(v.getNameAsString()));
    } else {
      String scope = typeOf(access, view);
      view.source().unit().findAll(FieldAccessExpr.class).stream()
          .filter(f -> !scope.equals("?") && typeOf(f, view).equals(scope))
          .forEach(f -> names.add(f.getNameAsString()));
    }
    names.forEach(n -> out.replace(access.getName(), n));
  }

  private static boolean belongs(FieldDeclaration f, FieldAccessExpr access, MethodView view) {
    return Nodes.parent(f) instanceof TypeDeclaration<?> type
        && (type.getNameAsString().equals(typeOf(access, view))
            || access.getScope() instanceof ThisExpr);
  }

  private static String typeOf(FieldAccessExpr access, MethodView view) {
    return view.types().of(access.getScope()).name();
  }
}
