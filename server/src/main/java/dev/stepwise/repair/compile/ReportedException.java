package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Declares an exception, or catches it and throws it on unchecked.
///
/// ```diff
/// - String read(java.nio.file.Path file) {
/// + String read(java.nio.file.Path file) throws java.io.IOException {
///     return java.nio.file.Files.readString(file);
///   }
/// ```
///
/// ```diff
///   class Clock {
///     void rest() {
/// -     Thread.sleep(1);
/// +     try {
/// +       Thread.sleep(1);
/// +     } catch (InterruptedException e) {
/// +       throw new IllegalStateException(e);
/// +     }
///     }
///   }
/// ```
final class ReportedException implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "unreported.exception.need.to.catch.or.throw",
        "unreported.exception.implicit.close",
        "unreported.exception.default.constructor");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    Matcher m = Pattern.compile("exception ([\\w.]+)").matcher(fault.message());
    SourceTree tree = fault.tree().orElse(null);
    if (tree == null || !m.find()) {
      return;
    }
    String exception = fault.written(m.group(1));
    boolean lambda =
        fault
            .around(LambdaExpr.class)
            .filter(
                l ->
                    fault
                        .around(CallableDeclaration.class)
                        .map(c -> c.isAncestorOf(l))
                        .orElse(true))
            .isPresent();
    CallableDeclaration<?> callable = fault.around(CallableDeclaration.class).orElse(null);
    if (callable != null && !lambda) {
      declare(callable, exception, tree, out);
    }
    fault
        .around(Statement.class)
        .filter(s -> s.isExpressionStmt() || s.isReturnStmt() || s.isTryStmt())
        .filter(Layout::inBlock)
        .ifPresent(s -> out.add(caught(s, exception, tree)));
  }

  private static void declare(
      CallableDeclaration<?> callable, String exception, SourceTree tree, Fixes out) {
    if (callable.getThrownExceptions().isEmpty()) {
      int from =
          callable.getParameters().isEmpty()
              ? tree.end(callable.getName())
              : tree.end(callable.getParameters().getLast().orElseThrow());
      int close = tree.text().indexOf(')', from) + 1;
      out.insert(close, " throws " + exception);
    } else {
      int end = tree.end(callable.getThrownExceptions().getLast().orElseThrow());
      out.insert(end, ", " + exception);
    }
  }

  private static List<TextEdit> caught(Statement s, String exception, SourceTree tree) {
    TextEdit wrapped = new Layout(tree).wrap(s, s, "try");
    String indent = tree.indent(tree.start(s));
    String nl = tree.newline();
    String handler =
        " catch ("
            + exception
            + " e) {"
            + nl
            + indent
            + tree.indentUnit()
            + "throw new IllegalStateException(e);"
            + nl
            + indent
            + "}";
    if (s instanceof TryStmt) {
      return List.of(TextEdit.replace(tree.end(s), tree.end(s), handler));
    }
    return List.of(new TextEdit(wrapped.range(), wrapped.newText() + handler));
  }
}
