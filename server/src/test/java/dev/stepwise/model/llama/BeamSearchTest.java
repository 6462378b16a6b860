package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.settings.Budget;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class BeamSearchTest {
  private static final Prompt MONTHS = Prompt.ofText("The first months are January,");

  /** Batches of other rows round otherwise. */
  private static final double ROUNDING = 0.3;

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
  void noDrawnTextIsLikelierThanThoseFound() {
    List<Completion> found = beam(model, 8, 5);
    assertThat(found).hasSize(8).isSortedAccordingTo(likeliest());
    assertThat(found).extracting(Completion::text).doesNotHaveDuplicates();
    double last = found.getLast().logProbability();
    List<String> texts = found.stream().map(Completion::text).toList();
    List<Completion> drawn =
        complete(model, Request.samples(MONTHS, 60, 5, 1, 7)).stream()
            .filter(completion -> completion.logProbability() > last + ROUNDING)
            .toList();
    assertThat(drawn).isNotEmpty().allMatch(completion -> texts.contains(completion.text()));
  }

  @Test
  void oneBeamIsTheGreedyText() {
    Completion greedy = complete(model, Request.greedy(MONTHS, 12)).getFirst();
    assertThat(beam(model, 1, 12)).extracting(Completion::text).containsExactly(greedy.text());
  }

  @Test
  void textsEndBeforeAStopString() {
    Request request = new Request(MONTHS, 4, 12, Request.Sampling.BEAM, List.of(","), "");
    assertThat(complete(model, request))
        .isNotEmpty()
        .noneMatch(completion -> completion.text().contains(","))
        .anyMatch(completion -> completion.stop() == Completion.Stop.STOP_STRING);
  }

  @Test
  void overtakenByAnotherRequestItFindsTheSame() {
    List<Completion> alone = beam(model, 6, 16);
    CompletableFuture<List<Completion>> behind =
        CompletableFuture.supplyAsync(() -> beam(model.inBackground(), 6, 16));
    for (int i = 0; !behind.isDone(); i++) {
      complete(model, Request.greedy(Prompt.ofText("Count " + i + ":"), 4));
    }
    assertThat(behind.join().getFirst().text()).isEqualTo(alone.getFirst().text());
  }

  private static List<Completion> beam(LanguageModel model, int width, int tokens) {
    return complete(
        model, new Request(MONTHS, width, tokens, Request.Sampling.BEAM, List.of(), ""));
  }

  private static List<Completion> complete(LanguageModel model, Request request) {
    return model.complete(request, Budget.of(Duration.ofMinutes(5)));
  }

  private static Comparator<Completion> likeliest() {
    return Comparator.comparingDouble(Completion::logProbability).reversed();
  }
}
