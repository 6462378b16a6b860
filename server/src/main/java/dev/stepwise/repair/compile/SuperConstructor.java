package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.SourceTree;
import dev.stepwise.repair.syntax.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls the superclass constructor with arguments, which it needs.
///
/// ```diff
///   class Base {
///     Base(String name) {}
///   }
///
///   class Derived extends Base {
///     Derived(String name) {
/// +     super(name);
///       System.out.println(name);
///     }
///   }
/// ```
final class SuperConstructor implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("cant.apply.symbol", "cant.apply.symbols");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    ConstructorDeclaration constructor = fault.around(ConstructorDeclaration.class).orElse(null);
    SourceTree tree = fault.tree().orElse(null);
    Matcher m = Pattern.compile("required:\\s*(.+)").matcher(fault.message());
    if (tree == null
        || constructor == null
        || !fault.text().startsWith("{", fault.start())
        || !fault.message().startsWith("constructor")
        || !m.find()) {
      return;
    }
    MethodView view = fault.view().orElseThrow();
    List<String> arguments = new ArrayList<>();
    for (String type : m.group(1).split(",(?![^<]*>)")) {
      String simple = fault.written(type.strip());
      arguments.add(
          view.variablesAt(fault.start() + 1).stream()
              .filter(v -> v.type().toString().equals(simple) && !arguments.contains(v.name()))
              .map(Variable::name)
              .findFirst()
              .orElse(Defaults.of(simple)));
    }
    String call = "super(" + String.join(", ", arguments) + ");";
    Layout layout = new Layout(tree);
    BlockStmt body = constructor.getBody();
    out.add(
        body.getStatements().isEmpty()
            ? layout.last(body, call)
            : layout.before(body.getStatement(0), call));
  }
}
