package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every architecture of the catalogue, as a tiny model with random weights, through the engine. */
@Tag("slow")
class ConformanceTest {
  private static final Options OPTIONS = Options.defaults().withContextTokens(1024).withThreads(1);
  private static final Prompt CODE =
      Prompt.ofText("int f(int a) {\n  return a + 1; // é\n}\n".repeat(4));

  @TempDir static Path folder;

  @BeforeAll
  static void makeModels() throws IOException, InterruptedException {
    TinyModels.make(folder);
  }

  static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("models"))) {
      List<Path> all = files.sorted().toList();
      assertThat(all).hasSize(12);
      return all;
    }
  }

  private static Budget minute() {
    return Budget.of(Duration.ofMinutes(1));
  }

  private static List<Double> score(LlamaModel model, Prompt prefix) {
    List<Prompt> continuations =
        List.of(Prompt.ofText("abc"), Prompt.ofText("abd e"), Prompt.ofText("x"));
    return model.score(prefix, continuations, minute()).stream()
        .map(Score::logProbability)
        .toList();
  }

  private static void check(List<Double> actual, List<Double> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).isFinite().isCloseTo(expected.get(i), within(5e-3));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void tokensGoThereAndBack(Path gguf) {
    try (LlamaModel model = LlamaModel.open(gguf, OPTIONS)) {
      // Bytes are tokens here: é takes two, and the merge of blank and t saves one.
      Score score = model.score(CODE, List.of(Prompt.ofText("é tx")), minute()).getFirst();
      assertThat(score.tokens().stream().map(Score.Token::start)).startsWith(0, 0, 1).endsWith(3);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void sharedPrefixesDoNotChangeScores(Path gguf) {
    Prompt one = CODE.text("first ".repeat(20));
    Prompt other = CODE.text("second ".repeat(20));
    try (LlamaModel with = LlamaModel.open(gguf, OPTIONS);
        LlamaModel without = LlamaModel.open(gguf, OPTIONS.withoutPrefixCache())) {
      List<Double> first = score(without, one);
      List<Double> second = score(without, other);
      for (int turn = 0; turn < 3; turn++) {
        check(score(with, one), first);
        check(score(with, other), second);
        check(score(with, one.text("y")), score(without, one.text("y")));
      }
      assertThat(with.usage().cached()).isGreaterThan(with.usage().fresh());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void samplesForkAndCancelsLeaveNothingBehind(Path gguf) {
    try (LlamaModel model = LlamaModel.open(gguf, OPTIONS)) {
      Request request = Request.samples(CODE, 6, 12, 1, 17);
      var first = model.complete(request, minute());
      assertThat(first).hasSizeGreaterThan(3);
      List<Double> scores = score(model, CODE);
      AtomicInteger asked = new AtomicInteger();
      Budget cancelled = Budget.of(Duration.ofMinutes(1), () -> asked.incrementAndGet() > 4);
      assertThatThrownBy(() -> model.complete(Request.greedy(CODE.text("z"), 400), cancelled))
          .isInstanceOf(CancellationException.class);
      check(score(model, CODE), scores);
      assertThat(model.complete(request, minute())).isEqualTo(first);
    }
  }
}
