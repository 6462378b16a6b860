package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes what is used static, or what uses it not static.
///
/// ```diff
///   class Counter {
/// -   int count;
/// +   static int count;
///
///     static int next() {
///       return ++count;
///     }
///   }
/// ```
///
/// ```diff
///   class Greeter {
///     String name = "you";
///
/// -   static String greet() {
/// +   String greet() {
///       return "hello " + name;
///     }
///   }
/// ```
final class StaticContext implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("non-static.cant.be.ref");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    Matcher m = Pattern.compile("non-static (\\w+) ([\\w.]+)").matcher(fault.message());
    if (tree == null || !m.find()) {
      return;
    }
    String name = m.group(2);
    for (TypeDeclaration<?> type : tree.unit().findAll(TypeDeclaration.class)) {
      boolean nested =
          type.isNestedType()
              && type.getNameAsString().equals(fault.marked().replaceAll("^new (\\w+).*", "$1"));
      if (m.group(1).equals("variable") && name.equals("this") && nested) {
        out.insert(afterAccess(type, tree), "static ");
      }
      type.getMethodsByName(name).stream()
          .filter(d -> m.group(1).equals("method"))
          .forEach(d -> out.insert(afterAccess(d, tree), "static "));
      type.getFieldByName(name)
          .filter(d -> m.group(1).equals("variable"))
          .ifPresent(d -> out.insert(afterAccess(d, tree), "static "));
    }
    fault
        .around(MethodDeclaration.class)
        .filter(MethodDeclaration::isStatic)
        .filter(d -> !d.getNameAsString().equals("main"))
        .ifPresent(d -> removeStatic(d, tree, out));
    if (m.group(1).equals("method") && fault.marked().equals(name)) {
      fault.type().ifPresent(t -> out.insert(fault.start(), "new " + t.getNameAsString() + "()."));
    }
  }

  private static void removeStatic(MethodDeclaration d, SourceTree tree, Fixes out) {
    d.getModifiers().stream()
        .filter(x -> x.getKeyword() == Modifier.Keyword.STATIC)
        .forEach(x -> out.replace(tree.start(x), tree.end(x) + 1, ""));
  }

  /** Behind annotations and public, protected or private. */
  private static int afterAccess(BodyDeclaration<?> d, SourceTree tree) {
    int at = tree.start(d);
    for (AnnotationExpr a : d.getAnnotations()) {
      at = Math.max(at, skipBlanks(tree, tree.end(a)));
    }
    if (d instanceof NodeWithModifiers<?> with) {
      for (Modifier x : with.getModifiers()) {
        if (Set.of("public", "protected", "private").contains(x.getKeyword().asString())) {
          at = Math.max(at, skipBlanks(tree, tree.end(x)));
        }
      }
    }
    return at;
  }

  private static int skipBlanks(SourceTree tree, int offset) {
    int at = offset;
    while (at < tree.text().length() && Character.isWhitespace(tree.text().charAt(at))) {
      at++;
    }
    return at;
  }
}
