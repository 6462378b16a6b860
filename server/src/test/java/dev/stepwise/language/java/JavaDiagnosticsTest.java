package dev.stepwise.language.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.language.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaDiagnosticsTest {
  @TempDir Path root;
  private Path uses;
  private Path used;

  @BeforeEach
  void write() throws IOException {
    used = write("src/a/Used.java", "package a; public class Used { public static int one; }");
    uses = write("src/a/Uses.java", "package a; class Uses { String s = Used.one; }");
    write("src/a/Broken.java", "package a; class Broken { int x = ; }");
  }

  @Test
  void problemsHaveCodeAndRange() throws IOException {
    try (JavaDiagnostics diagnostics = new JavaDiagnostics(root, true)) {
      List<Problem> problems = diagnostics.problems(uses, Map.of());
      assertThat(problems).hasSize(1);
      Problem problem = problems.getFirst();
      assertThat(problem.code()).isEqualTo("compiler.err.prob.found.req");
      assertThat(problem.message()).contains("int cannot be converted to java.lang.String");
      String text = Files.readString(uses);
      assertThat(text.substring(problem.range().start(), problem.range().end()))
          .isEqualTo("Used.one");
    }
  }

  @Test
  void unsavedTextsCount() {
    try (JavaDiagnostics diagnostics = new JavaDiagnostics(root, true)) {
      String fixed = "package a; public class Used { public static String one; }";
      assertThat(diagnostics.problems(uses, Map.of(used, fixed))).isEmpty();
      assertThat(diagnostics.problems(uses, Map.of())).hasSize(1);
      assertThat(
              diagnostics.problems(
                  uses, Map.of(uses, "package a; class Uses { int s = Used.one; }")))
          .isEmpty();
      assertThat(diagnostics.problems(uses, Map.of(uses, "package a; class Uses { int s = ")))
          .extracting(Problem::code)
          .containsExactly("compiler.err.premature.eof");
    }
  }

  @Test
  void wholeWorkspace() {
    try (JavaDiagnostics diagnostics = new JavaDiagnostics(root, true)) {
      assertThat(diagnostics.allProblems(Map.of()))
          .extracting(p -> String.valueOf(p.file().getFileName()))
          .containsExactlyInAnyOrder("Uses.java", "Broken.java");
    }
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
