package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives an overriding method the access, the result or the exceptions that it must have.
///
/// ```diff
///   class Task implements Runnable {
/// -   void run() {
/// +   public void run() {
///       System.out.println();
///     }
///   }
/// ```
///
/// ```diff
///   class Task implements Runnable {
/// -   public void run() throws Exception {
/// +   public void run() {
///       System.out.println();
///     }
///   }
/// ```
///
/// ```diff
///   class Name {
/// -   public int toString() {
/// +   public String toString() {
///       return null;
///     }
///   }
/// ```
final class OverrideAccess implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "override.weaker.access", "override.meth.doesnt.throw", "override.incompatible.ret");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
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
      return;
    }
    switch (fault.code()) {
      case "override.weaker.access" -> {
        Matcher m = Pattern.compile("was (\\w+)").matcher(fault.message());
        String access = m.find() ? m.group(1) : "public";
        Optional<Modifier> own =
            method.getModifiers().stream()
                .filter(x -> Set.of("private", "protected").contains(x.getKeyword().asString()))
                .findFirst();
        if (own.isPresent()) {
          out.replace(tree.start(own.get()), tree.end(own.get()), access);
        } else {
          out.insert(tree.start(method.getType()), access + " ");
        }
      }
      case "override.meth.doesnt.throw" -> {
        int from =
            JavaText.endOfPreviousToken(
                tree.text(),
                tree.text().lastIndexOf("throws", tree.start(method.getThrownException(0))));
        int to = tree.end(method.getThrownExceptions().getLast().orElseThrow());
        out.replace(from, to, "");
      }
      default -> {
        Matcher m =
            Pattern.compile("return type (\\S+) is not compatible with (\\S+)")
                .matcher(fault.message());
        if (m.find()) {
          out.replace(
              tree.start(method.getType()), tree.end(method.getType()), fault.written(m.group(2)));
        }
      }
    }
  }
}
