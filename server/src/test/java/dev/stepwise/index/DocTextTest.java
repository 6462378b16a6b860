package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocTextTest {
  @Test
  void summaryIsTheFirstSentenceWithoutItsMarks() {
    check("/** Pays it. And more. */", "Pays it.");
    check("/**\n * Pays {@code all} of <b>it</b>\n * at once.\n */", "Pays all of it at once.");
    check("/** Pays */", "Pays");
    check("\"\"\"Says hello.\"\"\"", "Says hello.");
    check("'''Says 'hello' politely'''", "Says 'hello' politely");
    check("\"\"\"\n    Says hello\n    \"\"\"", "Says hello");
    check("// Runs it.", "Runs it.");
  }

  private static void check(String doc, String summary) {
    char[] text = doc.toCharArray();
    assertThat(DocText.summary(text, 0, text.length)).isEqualTo(summary);
  }
}
