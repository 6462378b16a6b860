package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.type.Type;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Gives a method the name or the parameter of the one it means to override, or drops the
/// annotation.
///
/// ```diff
///   class Name {
///     String text = "";
///
///     @Override
/// -   public String tostring() {
/// +   public String toString() {
///       return text;
///     }
///   }
/// ```
///
/// ```diff
///   class Name {
/// -   @Override
///     public String text() {
///       return "";
///     }
///   }
/// ```
///
/// ```diff
///   class Name {
///     @Override
/// -   public boolean equals(Name other) {
/// +   public boolean equals(Object other) {
///       return other == this;
///     }
///   }
/// ```
final class WrongOverride implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("method.does.not.override.superclass");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    MethodDeclaration method = fault.around(MethodDeclaration.class).orElse(null);
    if (tree == null || method == null) {
      return;
    }
    Set<String> known =
        new LinkedHashSet<>(
            List.of(
                "toString",
                "equals",
                "hashCode",
                "compareTo",
                "compare",
                "run",
                "close",
                "iterator",
                "accept",
                "apply",
                "get",
                "call",
                "test"));
    tree.unit().findAll(MethodDeclaration.class).forEach(m -> known.add(m.getNameAsString()));
    for (String name : Names.similar(method.getNameAsString(), known)) {
      out.replace(tree.start(method.getName()), tree.end(method.getName()), name);
    }
    if (method.getNameAsString().equals("equals") && method.getParameters().size() == 1) {
      Type type = method.getParameter(0).getType();
      out.replace(tree.start(type), tree.end(type), "Object");
    }
    method
        .getAnnotationByName("Override")
        .ifPresent(
            a -> out.add(List.of(JavaText.deletion(tree.text(), tree.start(a), tree.end(a)))));
  }
}
