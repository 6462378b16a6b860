package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.language.java.JavaCompilerSession;
import dev.stepwise.language.java.JavaCompilerSession.Purpose;
import dev.stepwise.language.java.SourceText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenCallsTest {
  private static final String PLAIN = "return 1;";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.exit(1); return 1;",
        "Runtime.getRuntime().halt(1); return 1;",
        "new ProcessBuilder(\"rm\").start(); return 1;",
        "java.nio.file.Files.delete(java.nio.file.Path.of(\"x\")); return 1;",
        "new java.io.File(\"x\").delete(); return 1;",
        "new java.io.PrintWriter(\"x\").close(); return 1;",
        "new java.net.Socket(\"x\", 1).close(); return 1;",
        "Class.forName(\"x\").getMethod(\"y\").invoke(null); return 1;",
        "System.load(\"x\"); return 1;",
        "java.util.function.IntConsumer c = System::exit; c.accept(1); return 1;",
        "Runnable r = () -> System.exit(1); r.run(); return 1;"
      })
  void newDangerIsSeen(String body) {
    assertThat(introduced(PLAIN, body)).isNotEmpty();
    assertThat(introduced(body, body)).isEmpty();
    assertThat(ForbiddenCalls.introduced(source(body), references(body))).isEmpty();
    assertThat(ForbiddenCalls.introduced(source(PLAIN), references(body))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return java.util.Arrays.stream(new int[] {1}).map(i -> i + 1).sum();",
        "System.out.println(\"a\" + this); return String.valueOf(1).length();",
        "return switch ((Object) this) { case String s -> 1; default -> getClass().hashCode(); };",
        "return java.net.URI.create(\"x\").hashCode();",
        "record P(int a) {} return new P(1).hashCode();"
      })
  void everydayCodeIsNoDanger(String body) {
    assertThat(introduced(PLAIN, body)).isEmpty();
  }

  @Test
  void dangerMayNotMoveIntoAnotherMethod() {
    String before = "class A { void a() { System.exit(1); } void b() {} }";
    String after = "class A { void a() {} void b() { System.exit(1); } }";
    assertThat(ForbiddenCalls.introduced(of(before), of(after)))
        .containsExactly("b would use processes: java/lang/System.exit(I)V");
  }

  private static List<String> introduced(String before, String after) {
    return ForbiddenCalls.introduced(references(before), references(after));
  }

  private static References references(String body) {
    return of(source(body));
  }

  private static String source(String body) {
    return "class A { int a() throws Exception { " + body + " } }";
  }

  private static References of(String text) {
    try (JavaCompilerSession session =
        new JavaCompilerSession(List.of(), Runtime.version().feature(), List.of())) {
      JavaCompilerSession.Result result =
          session.compile(List.of(new SourceText(Path.of("/A.java"), text)), Purpose.TRY);
      assertThat(result.problems()).isEmpty();
      return References.of(result.classes().get("A").bytes());
    }
  }
}
