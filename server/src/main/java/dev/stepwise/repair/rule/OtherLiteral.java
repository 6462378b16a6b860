package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.stepwise.repair.syntax.MethodView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Uses another text or character of the class, or an empty one.
///
/// ```diff
///   String path(String folder, String file) {
///     String root = folder + "/";
/// -   return root + "" + file + ".";
/// +   return root + "/" + file + ".";
///   }
/// ```
final class OtherLiteral implements Rule {
  @Override
  public double prior() {
    return Prior.SOMETIMES;
  }

  private static final int LONGEST = 20;
  private static final int MOST = 24;

  @Override
  public void propose(Node node, MethodView view, Edits out) {
    boolean text = node instanceof StringLiteralExpr;
    if (!text && !(node instanceof CharLiteralExpr)) {
      return;
    }
    Set<String> others =
        new LinkedHashSet<>(text ? List.of("\"\"", "\" \"") : List.of("' '", "'0'", "'a'", "'A'"));
    view.source().unit().findAll(LiteralStringValueExpr.class).stream()
        .filter(l -> text ? l instanceof StringLiteralExpr : l instanceof CharLiteralExpr)
        .map(view::text)
        .filter(t -> t.length() <= LONGEST)
        .forEach(others::add);
    others.stream().limit(MOST).forEach(o -> out.replace(node, o));
  }
}
