package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.model.Completion;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.settings.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class StreamingTest {
  private static LlamaModel model;

  @BeforeAll
  static void open() {
    model = SmallModel.open(Options.defaults());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void piecesAddUpToTheTexts() {
    check(Request.greedy(Prompt.ofText("1, 2, 3, 4, 5,"), 20), 10);
    check(
        Request.greedy(
            Prompt.ofText("Smile: \ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00"), 20),
        2);
    check(Request.samples(Prompt.ofText("int a = "), 4, 12, 1, 3), 4);
    Request same =
        new Request(Prompt.ofText("1, 2, 3,"), 2, 8, Request.Sampling.GREEDY, List.of(), "");
    check(same, 2);
  }

  @Test
  void nothingOfAStopStringIsTold() {
    check(Request.greedy(Prompt.ofText("1, 2, 3, 4, 5,"), 40, ", 9,"), 2);
    check(Request.greedy(Prompt.ofText("1, 2, 3, 4, 5,"), 40, "never said", ", 8, 9"), 2);
  }

  private static void check(Request request, int leastPieces) {
    List<StringBuilder> told = new ArrayList<>();
    int[] pieces = {0};
    List<Completion> completions =
        model.complete(
            request,
            Budget.of(Duration.ofMinutes(5)),
            (sample, text) -> {
              while (told.size() <= sample) {
                told.add(new StringBuilder());
              }
              told.get(sample).append(text);
              pieces[0]++;
            });
    assertThat(pieces[0]).isGreaterThanOrEqualTo(leastPieces);
    assertThat(told.stream().map(StringBuilder::toString).distinct().toList())
        .isEqualTo(completions.stream().map(Completion::text).distinct().toList());
  }
}
