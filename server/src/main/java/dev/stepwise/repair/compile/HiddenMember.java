package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Uses the accessor of a private member, or opens the member where it is declared in this file.
///
/// ```diff
///   class Point {
///     private int x;
///
///     int getX() {
///       return x;
///     }
///   }
///
///   class Line {
///     int start(Point p) {
/// -     return p.x;
/// +     return p.getX();
///     }
///   }
/// ```
///
/// ```diff
///   class Point {
/// -   private int x;
/// +   int x;
///   }
///
///   class Line {
///     int start(Point p) {
///       return p.x;
///     }
///   }
/// ```
final class HiddenMember implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("report.access", "not.def.public.cant.access");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    String name = fault.marked().replaceAll("^.*\\.", "");
    Matcher m = Pattern.compile("^(\\w+)").matcher(fault.message());
    if (tree == null || name.isEmpty() || !m.find()) {
      return;
    }
    FieldAccessExpr field = fault.around(FieldAccessExpr.class).orElse(null);
    if (field != null) {
      String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      for (String accessor : List.of("get" + capital, name, "is" + capital)) {
        boolean exists =
            tree.unit().findAll(MethodDeclaration.class).stream()
                .anyMatch(d -> d.getNameAsString().equals(accessor) && d.getParameters().isEmpty());
        if (exists) {
          out.replace(tree.start(field.getName()), tree.end(field.getName()), accessor + "()");
        }
      }
    }
    tree.unit().findAll(BodyDeclaration.class).stream()
        .filter(d -> declares(d, m.group(1)) && d instanceof NodeWithModifiers<?>)
        .flatMap(d -> ((NodeWithModifiers<?>) d).getModifiers().stream())
        .filter(x -> x.getKeyword() == Modifier.Keyword.PRIVATE)
        .forEach(x -> out.replace(tree.start(x), tree.end(x) + 1, ""));
  }

  private static boolean declares(BodyDeclaration<?> d, String name) {
    return switch (d) {
      case FieldDeclaration f ->
          f.getVariables().stream().anyMatch(v -> v.getNameAsString().equals(name));
      case CallableDeclaration<?> c -> c.getNameAsString().equals(name);
      default -> false;
    };
  }
}
