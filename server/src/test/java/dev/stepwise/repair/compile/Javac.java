package dev.stepwise.repair.compile;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Errors of one file as javac tells them. */
final class Javac {
  private Javac() {}

  static List<Problem> problems(String text) {
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("mem:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    List<Problem> problems = new ArrayList<>();
    ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            d -> {
              if (d.getKind() == Diagnostic.Kind.ERROR) {
                int from = Math.clamp(d.getStartPosition(), 0, text.length());
                int to = Math.clamp(d.getEndPosition(), from, text.length());
                problems.add(
                    new Problem(
                        Path.of("/Example.java"),
                        new TextRange(from, to),
                        Problem.Severity.ERROR,
                        d.getCode(),
                        d.getMessage(Locale.ROOT)));
              }
            },
            List.of("-proc:none", "-implicit:none", "-XDshould-stop.ifNoError=FLOW", "-nowarn"),
            null,
            List.of(source))
        .call();
    return problems;
  }
}
