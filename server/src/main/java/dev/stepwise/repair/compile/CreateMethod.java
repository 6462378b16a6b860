package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Adds a method that is called but does not exist, with a body that says so.
///
/// ```diff
///   class Shop {
///     int price(int amount) {
///       return discounted(amount, 3);
///     }
/// +
/// +   private int discounted(int amount, int number) {
/// +     throw new UnsupportedOperationException("discounted");
/// +   }
///   }
/// ```
final class CreateMethod implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("cant.resolve.location.args", "cant.resolve.args");
  }

  @Override
  public double prior() {
    return Likely.RARELY;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    MethodCallExpr call = fault.around(MethodCallExpr.class).orElse(null);
    MethodView view = fault.view().orElse(null);
    if (call == null
        || view == null
        || call.getScope().isPresent()
        || !call.getNameAsString().equals(fault.symbol())) {
      return;
    }
    JavaType wanted =
        Nodes.parent(call) instanceof ExpressionStmt ? JavaType.VOID : view.types().wanted(call);
    String result = wanted.isKnown() ? wanted.toString() : "Object";
    boolean isStatic = view.declaration() instanceof MethodDeclaration m && m.isStatic();
    String indent = view.source().indent(view.source().start(view.declaration()));
    String nl = view.source().newline();
    String unit = view.source().indentUnit();
    String code =
        "private "
            + (isStatic ? "static " : "")
            + result
            + " "
            + fault.symbol()
            + "("
            + parameters(call, view)
            + ") {"
            + nl
            + indent
            + unit
            + "throw new UnsupportedOperationException(\""
            + fault.symbol()
            + "\");"
            + nl
            + indent
            + "}";
    out.insert(view.source().end(view.declaration()), nl + nl + indent + code);
  }

  private static String parameters(MethodCallExpr call, MethodView view) {
    List<String> parameters = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Expression argument : call.getArguments()) {
      JavaType type = view.types().of(argument);
      String name = argument instanceof NameExpr n ? n.getNameAsString() : named(type);
      String unique = name;
      for (int i = 2; !used.add(unique); i++) {
        unique = name + i;
      }
      parameters.add((type.isKnown() ? type.toString() : "Object") + " " + unique);
    }
    return String.join(", ", parameters);
  }

  private static String named(JavaType type) {
    return type.isNumeric() ? "number" : type.isString() ? "text" : "value";
  }
}
