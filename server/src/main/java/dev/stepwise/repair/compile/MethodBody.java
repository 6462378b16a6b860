package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Set;

/// Adds a body, or leaves out the word or the body that contradicts it.
///
/// ```diff
///   class A {
/// -   void run();
/// +   void run() {}
///   }
/// ```
///
/// ```diff
///   interface Shape {
/// -   double area() {
/// +   default double area() {
///       return 0;
///     }
///   }
/// ```
///
/// ```diff
///   abstract class A {
/// -   abstract int size() {
/// +   int size() {
///       return 0;
///     }
///   }
/// ```
final class MethodBody implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "missing.meth.body.or.decl.abstract",
        "abstract.meth.cant.have.body",
        "intf.meth.cant.have.body");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    MethodDeclaration method =
        fault
            .around(MethodDeclaration.class)
            .or(() -> fault.inside(MethodDeclaration.class))
            .orElse(null);
    if (tree == null || method == null) {
      if (fault.code().equals("missing.meth.body.or.decl.abstract")) {
        int semicolon = fault.text().indexOf(';', fault.start());
        out.replace(semicolon, semicolon + 1, " {}");
      }
      return;
    }
    int end = tree.end(method);
    int start = tree.start(method);
    switch (fault.code()) {
      case "missing.meth.body.or.decl.abstract" -> {
        String type = method.getType().asString();
        String body =
            type.equals("void")
                ? " {}"
                : " {"
                    + tree.newline()
                    + tree.indent(start)
                    + tree.indentUnit()
                    + "return "
                    + Defaults.of(type)
                    + ";"
                    + tree.newline()
                    + tree.indent(start)
                    + "}";
        out.replace(end - 1, end, body);
      }
      case "intf.meth.cant.have.body" -> {
        out.insert(start, "default ");
        out.insert(start, "static ");
      }
      default -> {
        method.getModifiers().stream()
            .filter(m -> m.getKeyword() == Modifier.Keyword.ABSTRACT)
            .forEach(m -> out.replace(tree.start(m), tree.end(m) + 1, ""));
      }
    }
    method
        .getBody()
        .ifPresent(
            b ->
                out.replace(
                    JavaText.endOfPreviousToken(tree.text(), tree.start(b)), tree.end(b), ";"));
  }
}
