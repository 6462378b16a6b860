package dev.stepwise.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final String BASE = "1\n2\n3\n4\n5\n";

  @Test
  void mergesChangesFurtherApart() {
    check(BASE, "1\n2\n3\n4\nfive\n", "0\n1\n2\n3\n4\n5\n", "0\n1\n2\n3\n4\nfive\n");
    check(BASE, "one\n2\n3\n4\n5\n", "1\n2\n3\n5\n", "one\n2\n3\n5\n");
  }

  @Test
  void takesTheSameChangeOnce() {
    check(BASE, "1\n2\nx\n4\n5\n", "1\n2\nx\n4\n5\n", "1\n2\nx\n4\n5\n");
  }

  @Test
  void refusesChangesThatTouch() {
    assertThat(Merge.of(BASE, "1\n2\nx\n4\n5\n", "1\n2\ny\n4\n5\n"))
        .isEqualTo(new Merge.Conflict(new TextRange(4, 6)));
    assertThat(Merge.of(BASE, "1\n2\nx\n4\n5\n", "1\n2\n3\ny\n5\n"))
        .isInstanceOf(Merge.Conflict.class);
    assertThat(Merge.of(BASE, "1\n2\nx\n3\n4\n5\n", "1\n2\ny\n3\n4\n5\n"))
        .isInstanceOf(Merge.Conflict.class);
  }

  @Test
  void movesOffsetsWithWhatWasTyped() {
    LineDiff typed = LineDiff.of(BASE, "0\n1\n2\nthree\n4\n5\n");
    assertThat(typed.move(0)).isEqualTo(2);
    assertThat(typed.move(5)).isEqualTo(6);
    assertThat(typed.move(6)).isEqualTo(12);
    assertThat(typed.move(BASE.length())).isEqualTo(16);
  }

  @Test
  void agreesWithAModelWhereEveryLineIsUnique() {
    long seed = 11;
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      int lines = 1 + random.nextInt(12);
      StringBuilder base = new StringBuilder();
      for (int i = 0; i < lines; i++) {
        base.append("line ").append(i).append('\n');
      }
      TreeMap<Integer, String> ours = new TreeMap<>();
      TreeMap<Integer, String> theirs = new TreeMap<>();
      for (int i = 0; i < lines; i++) {
        int dice = random.nextInt(10);
        if (dice == 0) {
          ours.put(i, random.nextBoolean() ? "" : "ours " + i + "\n");
        } else if (dice == 1) {
          theirs.put(i, random.nextBoolean() ? "" : "theirs " + i + "\nand more\n");
        }
      }
      boolean touch =
          ours.keySet().stream()
              .anyMatch(i -> theirs.containsKey(i - 1) || theirs.containsKey(i + 1));
      Merge merge = Merge.of(base.toString(), replace(lines, ours), replace(lines, theirs));
      if (touch) {
        assertThat(merge).as("run %d of seed %d", run, seed).isInstanceOf(Merge.Conflict.class);
      } else {
        ours.putAll(theirs);
        assertThat(merge)
            .as("run %d of seed %d", run, seed)
            .isInstanceOfSatisfying(
                Merge.Merged.class, m -> assertThat(m.text()).isEqualTo(replace(lines, ours)));
      }
    }
  }

  private static String replace(int lines, TreeMap<Integer, String> with) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      out.append(with.getOrDefault(i, "line " + i + "\n"));
    }
    return out.toString();
  }

  private static void check(String base, String ours, String theirs, String merged) {
    assertThat(Merge.of(base, ours, theirs))
        .isInstanceOfSatisfying(
            Merge.Merged.class,
            m -> {
              assertThat(m.text()).isEqualTo(merged);
              assertThat(TextEdit.apply(theirs, List.copyOf(m.edits()))).isEqualTo(merged);
            });
  }
}
