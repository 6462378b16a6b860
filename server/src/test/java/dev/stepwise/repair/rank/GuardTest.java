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
    return passing(TEXT, from, to, score);
  }

  private static Guard.Passing passing(String text, String from, String to, double score) {
    int at = text.indexOf(from);
    return new Guard.Passing(
        new Candidate(
            Path.of("A.java").toAbsolutePath(),
            List.of(TextEdit.replace(at, at + from.length(), to)),
            to,
            0),
        text,
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

  @Test
  void usingWhatIsDeclaredBeforeLeavingItUnused() {
    String loop = "for (Node next : node.all()) {\n  if (find(next)) return true;\n}\n";
    Guard.Passing seen = passing(loop, "for", "seen.add(node);\nfor", -5);
    Guard.Passing unused = passing(loop, "find(next)", "find(goal)", -3);
    Guard.Passing overwritten = passing(loop, "{\n", "{\n  next = goal;\n", -3);
    assertThat(new Guard().order(List.of(unused, overwritten, seen)).getFirst()).isEqualTo(seen);
    assertThat(Guard.doubt(seen)).isZero();
    assertThat(Guard.doubt(unused)).isPositive();
    assertThat(Guard.doubt(overwritten)).isPositive();
  }
}
