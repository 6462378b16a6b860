package dev.stepwise.repair.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeKeyTest {

  @Test
  void whiteSpaceDoesNotMatter() {
    assertThat(key("a  +\n b")).isEqualTo(key("a+b"));
  }

  @Test
  void whiteSpaceThatSeparatesWordsMatters() {
    assertThat(key("int a")).isNotEqualTo(key("inta"));
    assertThat(key("a - -b")).isNotEqualTo(key("a--b"));
  }

  @Test
  void whiteSpaceInLiteralsMatters() {
    assertThat(key("\"a b\"")).isNotEqualTo(key("\"ab\""));
    assertThat(key("\"\\\" b\"")).isNotEqualTo(key("\"\\\"b\""));
    assertThat(key("' '")).isNotEqualTo(key("''"));
  }

  private static String key(String code) {
    CodeKey keys = new CodeKey("before[]after", new TextRange(6, 8));
    return keys.of(List.of(TextEdit.replace(7, 7, code)));
  }
}
