package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.language.TestId;
import dev.stepwise.lsp.Languages.LocatedTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditorLanguagesTest {
  private static final String TEXT =
      """
      def helper():
          return 1


      class TestSums:
          def test_one(self):
              assert helper() == 1

              assert True


      def test_two(
          tmp_path,
      ):
          assert True
      """;

  @Test
  void findsTestsOfPythonWithTheirRanges() {
    try (EditorLanguages languages = new EditorLanguages()) {
      Path file = Path.of("/shop/tests/test_sums.py");
      assertThat(languages.supports(file)).isTrue();
      List<LocatedTest> tests = languages.tests(file, TEXT);
      assertThat(tests)
          .extracting(LocatedTest::id)
          .containsExactly(
              new TestId("tests/test_sums.py", "TestSums::test_one"),
              new TestId("tests/test_sums.py", "test_two"));
      assertThat(tests)
          .extracting(t -> TEXT.substring(t.range().start(), t.range().end()))
          .satisfiesExactly(
              one -> assertThat(one).startsWith("def test_one").endsWith("assert True"),
              two -> assertThat(two).startsWith("def test_two").endsWith("assert True"));
      assertThat(languages.tests(Path.of("/shop/sums.py"), TEXT)).isEmpty();
    }
  }
}
