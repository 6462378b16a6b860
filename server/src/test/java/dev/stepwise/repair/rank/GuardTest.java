package dev.stepwise.repair.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.Candidate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final String TEXT = "if (a < b && c > 0) {\n  run(a, b);\n}\nreturn a;\n";

  private static Guard.Passing passing(String from, String to, double score) {
    int at = TEXT.indexOf(from);
    return new Guard.Passing(
        new Candidate(
            Path.of("A.java").toAbsolutePath(),
            List.of(TextEdit.replace(at, at + from.length(), to)),
            to,
            0),
        TEXT,
        score);
  }

  private static void check(Guard.Passing... inOrder) {
    List<Guard.Passing> expected = Arrays.asList(inOrder);
    assertThat(new Guard().order(expected.reversed())).isEqualTo(expected);
  }

  @Test
  void likelierFirst() {
    check(passing("a < b", "a <= b", -2), passing("a < b", "a > b", -4));
  }

  @Test
  void smallerFirst() {
    check(passing("a < b", "a <= b", -3), passing("run(a, b);", "run(a + b * c - a, b + c);", -3));
  }

  @Test
  void correctingBeforeRemoving() {
    check(passing("run(a, b);", "run(b, a);", -4), passing("run(a, b);", "", -3.5));
    check(passing("c > 0", "c >= 0", -5), passing("a < b && c > 0", "true", -4));
  }
}
