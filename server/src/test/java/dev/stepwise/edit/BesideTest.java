package dev.stepwise.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BesideTest {
  private static final long SEED = 20_261;

  @Test
  void takesOverWhatIsTyped() {
    Beside text = Beside.of("a\nb\nc\n", List.of(TextEdit.replace(2, 3, "fixed")));
    Beside typed = text.typed("a\nb\nc typed\n");
    assertThat(typed.wanted()).isEqualTo("a\nfixed\nc typed\n");
    assertThat(typed.unsure()).isEmpty();
    Beside arrived = typed.landed(typed.missing());
    assertThat(arrived.isThere()).isTrue();
    assertThat(arrived.actual()).isEqualTo("a\nfixed\nc typed\n");
  }

  @Test
  void keepsTheWantedTextWhereEditsGoAstray() {
    Beside text = Beside.of("new\na\nb\n", List.of(TextEdit.replace(6, 7, "fixed")));
    Beside astray = text.landed(List.of(TextEdit.replace(4, 5, "fixed")));
    assertThat(astray.actual()).isEqualTo("new\nfixed\nb\n");
    assertThat(astray.wanted()).isEqualTo("new\na\nfixed\n");
    assertThat(astray.isThere()).isFalse();
  }

  @Test
  void keepsWhatIsTypedInWhatIsToGoAndTellsWhere() {
    Beside text = Beside.of("a\nwrong\nb\n", List.of(TextEdit.replace(2, 7, "right")));
    Beside typed = text.typed("a\nwroTYPEDng\nb\n");
    assertThat(typed.wanted()).isEqualTo("a\nrightTYPED\nb\n");
    assertThat(typed.unsure()).contains(new TextRange(5, 10));
    assertThat(typed.typed("a new\n" + typed.actual().substring(2)).unsure())
        .contains(new TextRange(9, 14));
  }

  @Test
  void isUnsureOfALineThatMayBelongToEitherSide() {
    Beside text = Beside.of("a\nb\nc\n", List.of(TextEdit.replace(2, 4, "")));
    assertThat(text.typed("a\nb\nx\nc\n").unsure()).isPresent();
    assertThat(text.typed("a\nb\nc\nx\n").unsure()).isEmpty();
  }

  @Test
  void losesNothingWhateverArrivesWhereAndWhatIsTyped() {
    Random random = new Random(SEED);
    for (int run = 0; run < 3_000; run++) {
      Beside text = Beside.of("0123456789", edits(random, 10, "w"));
      List<String> typed = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String wanted = text.wanted();
        if (random.nextBoolean()) {
          text = text.landed(edits(random, text.actual().length(), "x"));
          assertThat(text.wanted()).as("seed %d, run %d", SEED, run).isEqualTo(wanted);
        } else {
          int at = random.nextInt(text.actual().length() + 1);
          String stroke = String.valueOf((char) ('A' + i));
          typed.add(stroke);
          text = text.typed(text.actual().substring(0, at) + stroke + text.actual().substring(at));
          assertThat(text.wanted().replace(stroke, ""))
              .as("seed %d, run %d", SEED, run)
              .isEqualTo(wanted);
        }
      }
      assertThat(text.wanted().chars().filter(Character::isUpperCase).mapToObj(Character::toString))
          .as("seed %d, run %d", SEED, run)
          .containsExactlyInAnyOrderElementsOf(typed);
      assertThat(text.landed(text.missing()).isThere()).isTrue();
    }
  }

  /** One or two that do not overlap. */
  private static List<TextEdit> edits(Random random, int length, String word) {
    int start = random.nextInt(length + 1);
    int end = start + random.nextInt(length - start + 1);
    int next = end + random.nextInt(length - end + 1);
    TextEdit first = TextEdit.replace(start, end, word.repeat(random.nextInt(3)));
    return next == end
        ? List.of(first)
        : List.of(first, TextEdit.replace(next, length, word.repeat(random.nextInt(2))));
  }
}
