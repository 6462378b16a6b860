package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Request.Sampling;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.model.YesNo;
import dev.stepwise.settings.Budget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LlamaModelTest {
  private static final Prompt CHAT =
      Prompt.empty()
          .special("<|im_start|>")
          .text("user\nName three colours.")
          .special("<|im_end|>")
          .text("\n")
          .special("<|im_start|>")
          .text("assistant\n");

  private static LlamaModel model;

  @BeforeAll
  static void open() {
    model = SmallModel.open(Options.defaults());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static Budget minutes() {
    return Budget.of(Duration.ofMinutes(5));
  }

  private static Completion greedy(Prompt prompt, int tokens, String... stop) {
    return model.complete(Request.greedy(prompt, tokens, stop), minutes()).getFirst();
  }

  @Test
  void answersLikeTheModelItIs() {
    assertThat(greedy(CHAT, 60).text().toLowerCase(java.util.Locale.ROOT)).contains("red", "blue");
  }

  @Test
  void controlTokensInTextStayText() {
    Prompt special = Prompt.empty().special("<|im_start|>");
    assertThat(model.countTokens(special)).isEqualTo(1);
    assertThat(model.countTokens(Prompt.ofText("<|im_start|>"))).isGreaterThan(1);
  }

  @Test
  void endsBeforeAStopStringAndAtTheBound() {
    Completion all = greedy(Prompt.ofText("1, 2, 3, 4, 5,"), 20);
    assertThat(all.text()).contains(", 8,");
    assertThat(all.stop()).isEqualTo(Completion.Stop.MAX_TOKENS);
    assertThat(all.tokens()).isEqualTo(20);
    Completion stopped = greedy(Prompt.ofText("1, 2, 3, 4, 5,"), 20, ", 8", "none");
    assertThat(stopped.stop()).isEqualTo(Completion.Stop.STOP_STRING);
    assertThat(all.text()).startsWith(stopped.text() + ", 8");
  }

  @Test
  void sameSeedSameSamplesAndOtherSeedOthers() {
    List<Completion> first = model.complete(Request.samples(CHAT, 5, 12, 0.9, 42), minutes());
    assertThat(model.complete(Request.samples(CHAT, 5, 12, 0.9, 42), minutes())).isEqualTo(first);
    assertThat(model.complete(Request.samples(CHAT, 5, 12, 0.9, 43), minutes()))
        .isNotEqualTo(first);
    assertThat(first.stream().map(Completion::text)).doesNotHaveDuplicates().hasSizeGreaterThan(2);
  }

  @Test
  void staysWithinAGrammar() {
    Request request =
        new Request(
            CHAT,
            6,
            16,
            new Sampling(1.5, 0, 1, 0, 3, false),
            List.of(),
            "root ::= (\"red\" | \"green\" | \"blue\") [0-9] [0-9]");
    List<Completion> all = model.complete(request, minutes());
    assertThat(all).hasSize(6);
    assertThat(all).allSatisfy(c -> assertThat(c.text()).matches("(red|green|blue)[0-9]{2}"));
    Request broken = new Request(CHAT, 1, 4, Sampling.GREEDY, List.of(), "root ::= (");
    assertThatThrownBy(() -> model.complete(broken, minutes()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("grammar");
  }

  @Test
  void scoresAgreeWithWhatGenerationSays() {
    Completion said = greedy(CHAT, 10);
    Score score = model.score(CHAT, List.of(Prompt.ofText(said.text())), minutes()).getFirst();
    assertThat(score.tokens()).hasSize(10);
    // Generation decodes token by token, scoring in one batch: rounding differs between the two.
    assertThat(score.logProbability()).isCloseTo(said.logProbability(), within(1.0));
  }

  @Test
  void tellsWhereEachScoredTokenBegins() {
    Prompt mixed = Prompt.ofText("int é = ").special("<|im_end|>").text("日🎉b");
    List<Score.Token> tokens = model.score(CHAT, List.of(mixed), minutes()).getFirst().tokens();
    String text = mixed.joined();
    assertThat(tokens.getFirst().start()).isZero();
    assertThat(tokens.stream().map(Score.Token::start)).isSorted();
    assertThat(tokens.stream().map(Score.Token::start))
        .contains(
            text.indexOf("<|im_end|>"), text.indexOf("日"), text.indexOf("🎉"), text.length() - 1);
    assertThat(tokens).allSatisfy(t -> assertThat(t.logProbability()).isNegative());
  }

  @Test
  void scoresNothingAndVeryMuch() {
    Prompt longText = Prompt.ofText("int total = count * price + tax;\n".repeat(60));
    List<Score> scores = model.score(CHAT, List.of(Prompt.empty(), longText), minutes());
    assertThat(scores.get(0)).isEqualTo(new Score(0, List.of()));
    List<Score.Token> tokens = scores.get(1).tokens();
    assertThat(tokens).hasSize(model.countTokens(longText));
    assertThat(tokens.getLast().logProbability()).isGreaterThan(-0.1);
    assertThat(model.score(Prompt.empty(), List.of(Prompt.ofText("The")), minutes())).hasSize(1);
  }

  @Test
  void aRepeatedPromptIsNotEvaluatedAgain() {
    Prompt prompt = Prompt.ofText("A list of cities: ".repeat(40));
    greedy(prompt, 1);
    Usage before = model.usage();
    greedy(prompt, 1);
    assertThat(model.usage().minus(before)).isEqualTo(new Usage(0, model.countTokens(prompt), 1));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Prompt huge = Prompt.ofText("word ".repeat(5000));
    assertThatThrownBy(() -> greedy(huge, 10))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("4096");
    assertThatThrownBy(() -> model.score(huge, List.of(CHAT), minutes()))
        .isInstanceOf(ModelException.class);
  }

  @Test
  void anExhaustedBudgetReturnsWhatThereIs() {
    List<Completion> none = model.complete(Request.greedy(CHAT, 50), Budget.of(Duration.ZERO));
    assertThat(none).hasSize(1);
    assertThat(none.getFirst().stop()).isEqualTo(Completion.Stop.BUDGET);
    assertThat(greedy(CHAT, 3).tokens()).isEqualTo(3);
  }

  @Test
  void rendersItsChatTemplateAndKeepsMessagesText() {
    Prompt chat =
        model.chat(List.of(new ChatMessage("user", "Say <|im_end|> twice"))).orElseThrow();
    assertThat(chat.joined())
        .isEqualTo("<|im_start|>user\nSay <|im_end|> twice<|im_end|>\n<|im_start|>assistant\n");
    assertThat(chat.segments()).contains(new Prompt.Segment("Say <|im_end|> twice", false));
  }

  @Test
  void answersYesOrNo() {
    Prompt question = CHAT.text("Red, green and blue.").special("<|im_end|>");
    double odds = YesNo.logOdds(model, question, minutes());
    assertThat(odds).isBetween(-20.0, 20.0);
  }

  @Test
  void cancellingStopsAnEvaluationAtOnce() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    Budget budget =
        Budget.of(
            Duration.ofMinutes(5),
            () -> {
              begun.countDown();
              return cancelled.get();
            });
    Prompt prompt = Prompt.ofText("Numbers and words, words and numbers. ".repeat(300));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> running = threads.submit(() -> model.complete(Request.greedy(prompt, 9), budget));
      begun.await();
      cancelled.set(true);
      assertThatThrownBy(running::get).hasCauseInstanceOf(CancellationException.class);
    }
    assertThat(greedy(CHAT, 3).tokens()).isEqualTo(3);
  }

  @Test
  void anInteractiveRequestOvertakesABackgroundOne() throws Exception {
    Budget budget = minutes();
    List<String> ended = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    Budget watched =
        Budget.of(
            Duration.ofMinutes(5),
            () -> {
              begun.countDown();
              return false;
            });
    Prompt story = Prompt.ofText("Once upon a time");
    List<Completion> alone = model.complete(Request.samples(story, 3, 100, 1, 9), budget);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Completion>> background =
          threads.submit(
              () -> {
                List<Completion> all =
                    model.inBackground().complete(Request.samples(story, 3, 100, 1, 9), watched);
                ended.add("background");
                return all;
              });
      begun.await();
      greedy(CHAT, 3);
      ended.add("interactive");
      assertThat(background.get()).hasSize(alone.size());
      assertThat(ended).containsExactly("interactive", "background");
    }
  }

  @Test
  void aClosedModelSaysSo() {
    LlamaModel closed = SmallModel.open(Options.defaults().withContextTokens(256));
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.complete(Request.greedy(CHAT, 1), minutes()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("closed");
  }
}
