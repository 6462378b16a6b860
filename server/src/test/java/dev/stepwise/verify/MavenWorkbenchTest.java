package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.language.TestId;
import dev.stepwise.settings.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Maven projects; libraries may be downloaded. */
@Tag("slow")
class MavenWorkbenchTest {
  private static final String HEAD =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
      """;
  private static final String JUNIT =
      """
      <dependencies><dependency>
        <groupId>org.junit.jupiter</groupId>
        <artifactId>junit-jupiter</artifactId>
        <version>%s</version>
        <scope>test</scope>
      </dependency></dependencies>
      """;
  private static final WorkbenchOptions ONLINE = WorkbenchOptions.DEFAULT.withUnsandboxed(true);

  @TempDir Path root;

  @Test
  void modulesSeeEachOther() {
    Project project =
        new Project(root)
            .file(
                "pom.xml",
                HEAD
                    + """
                      <groupId>shop</groupId>
                      <artifactId>parent</artifactId>
                      <version>1</version>
                      <packaging>pom</packaging>
                      <modules><module>core</module><module>app</module></modules>
                      <properties><maven.compiler.release>17</maven.compiler.release></properties>
                    """
                    + JUNIT.formatted("5.12.1")
                    + "</project>")
            .file("core/pom.xml", child("core", ""))
            .file(
                "app/pom.xml",
                child(
                    "app",
                    "<dependencies><dependency><groupId>shop</groupId><artifactId>core</artifactId>"
                        + "<version>1</version></dependency></dependencies>"))
            .file(
                "core/src/main/java/shop/Core.java",
                "package shop; public class Core { public static int one() { return 2; } }")
            .file(
                "app/src/main/java/shop/App.java",
                "package shop; public class App { static int two() { return Core.one() + 1; } }")
            .file("app/src/test/resources/shop/answer.txt", "2")
            .file(
                "app/src/test/java/shop/AppTest.java",
                """
                package shop;
                import static org.junit.jupiter.api.Assertions.*;
                import java.nio.file.*;
                import org.junit.jupiter.params.ParameterizedTest;
                import org.junit.jupiter.params.provider.ValueSource;
                class AppTest {
                  @ParameterizedTest @ValueSource(ints = {2, 2})
                  void two(int expected) throws Exception {
                    try (var in = App.class.getResourceAsStream("answer.txt")) {
                      assertEquals("2", new String(in.readAllBytes()));
                    }
                    Files.writeString(Path.of("written.txt"), Files.readString(
                        Path.of("src/test/resources/shop/answer.txt")));
                    assertEquals(expected, App.two());
                  }
                }
                """);
    Map<String, String> before = project.snapshot();
    try (Workbench bench = project.open(ONLINE)) {
      assertThat(bench.baseline().problems()).isEmpty();
      TestId two = bench.resolve(TestId.parse("AppTest#two"));
      assertThat(bench.run(bench.baseline(), List.of(two), Project.minute()).passed()).isFalse();

      Compilation fixed =
          bench
              .compile(
                  List.of(
                      project.change("core/src/main/java/shop/Core.java", "return 2", "return 1")),
                  Project.minute())
              .getFirst();

      assertThat(bench.run(fixed, List.of(two), Project.minute()).passed()).isTrue();
    }
    assertThat(project.snapshot()).isEqualTo(before);
  }

  @Test
  void missingLibraryIsNamed() {
    Project project =
        new Project(root)
            .file(
                "pom.xml",
                HEAD
                    + "<groupId>x</groupId><artifactId>y</artifactId><version>1</version>"
                    + "<dependencies><dependency><groupId>no.such.group</groupId>"
                    + "<artifactId>nothing</artifactId><version>7</version></dependency>"
                    + "</dependencies></project>")
            .file("src/main/java/A.java", "class A {}");
    assertThatThrownBy(() -> project.open(ONLINE.withOffline(true)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no.such.group:nothing:jar:7")
        .hasMessageContaining("offline");
  }

  private static String child(String name, String more) {
    return HEAD
        + "<parent><groupId>shop</groupId><artifactId>parent</artifactId><version>1</version>"
        + "</parent><artifactId>"
        + name
        + "</artifactId>"
        + more
        + "</project>";
  }
}
