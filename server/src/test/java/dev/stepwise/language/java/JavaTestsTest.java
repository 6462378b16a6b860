package dev.stepwise.language.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaTestsTest {

  @Test
  void findsTestsOfAllStyles() {
    String text =
        """
        package a;
        class ATest {
          @Test
          void five() {}
          @org.junit.jupiter.params.ParameterizedTest @ValueSource(ints = 1)
          void many(int five) {}
          void helper() {}
          @Nested class Inner { @Test void inner() {} }
        }
        class OldTest extends TestCase { public void testOld() {} public void helper() {} }
        """;
    List<JavaTests.TestMethod> found =
        JavaTests.find(List.of(new SourceText(Path.of("/a/ATest.java"), text)));
    assertThat(found)
        .extracting(t -> t.test().toString())
        .containsExactly(
            "a.ATest#five", "a.ATest#many", "a.ATest$Inner#inner", "a.OldTest#testOld");
    JavaTests.TestMethod five = found.getFirst();
    assertThat(text.substring(five.range().start(), five.range().end()))
        .isEqualTo("@Test\n  void five() {}");
    assertThat(text.substring(five.name().start(), five.name().end())).isEqualTo("five");
    JavaTests.TestMethod many = found.get(1);
    assertThat(text.substring(many.name().start(), many.name().end())).isEqualTo("many");
  }

  @Test
  void findsTestsInCodeThatDoesNotCompile() {
    String text = "class ATest { @Test void a() { int x = } @Test void b() {} }";
    assertThat(JavaTests.find(List.of(new SourceText(Path.of("/ATest.java"), text))))
        .extracting(t -> t.test().method())
        .containsExactly("a", "b");
  }
}
