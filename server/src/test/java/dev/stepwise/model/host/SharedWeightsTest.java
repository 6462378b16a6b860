package dev.stepwise.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.model.llama.LlamaQuantiser;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real weights: in this process, in the shared host, and as a client of the host sees them. */
@Tag("slow")
class SharedWeightsTest {
  private static final String MODEL = "smollm2-135m";
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(10));
  private static final Prompt PREFIX =
      Prompt.empty().special("<|im_start|>").text("user\nint max(int a, int b) {\n  return ");

  @TempDir Path folder;

  @AfterEach
  void stopHosts() throws IOException {
    hosts().forEach(h -> ProcessHandle.of(h.pid()).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Test
  void theHostAnswersAsThisProcessDoes() throws IOException {
    Models one = models();
    Models two = models();
    List<Prompt> lines =
        List.of(Prompt.ofText("a > b ? a : b;\n"), Prompt.ofText("a < b ? a : b;\n"));
    try (LanguageModel here = one.open(MODEL, Models.Place.HERE, Progress.SILENT, BUDGET);
        LanguageModel first = one.open(MODEL, Models.Place.HOST, Progress.SILENT, BUDGET);
        LanguageModel second = two.open(MODEL, Models.Place.HOST, Progress.SILENT, BUDGET)) {
      assertThat(hosts()).as("two clients, one host").hasSize(1);
      assertThat(first.info()).isEqualTo(here.info());
      List<Score> expected = here.score(PREFIX, lines, BUDGET);
      same(expected, first.score(PREFIX, lines, BUDGET));
      assertThat(second.usage().fresh()).isZero();
      same(expected, second.score(PREFIX, lines, BUDGET));
      assertThat(second.usage().cached()).as("shares what the first evaluated").isPositive();
      Request greedy = Request.greedy(PREFIX, 12, "\n");
      assertThat(second.complete(greedy, BUDGET).getFirst().text())
          .isEqualTo(here.complete(greedy, BUDGET).getFirst().text());
      assertThat(first.countTokens(PREFIX)).isEqualTo(here.countTokens(PREFIX));
      List<ChatMessage> chat = List.of(new ChatMessage("user", "Say <|im_end|>."));
      assertThat(first.chat(chat)).isEqualTo(here.chat(chat)).isPresent();
      assertThat(first.fillIn("a", "b")).isEqualTo(here.fillIn("a", "b"));
      assertThat(first.inBackground().complete(greedy, BUDGET))
          .isEqualTo(first.complete(greedy, BUDGET));
      Request endless = Request.greedy(PREFIX, 3000);
      long begun = System.nanoTime();
      Budget cancelled =
          Budget.of(
              Duration.ofMinutes(10),
              () -> System.nanoTime() - begun > Duration.ofMillis(600).toNanos());
      assertThatThrownBy(() -> first.complete(endless, cancelled))
          .isInstanceOf(CancellationException.class);
      assertThat(second.complete(greedy, BUDGET)).as("the host is free again").hasSize(1);
      assertThat(first.complete(endless, Budget.of(Duration.ofMillis(700))))
          .extracting(Completion::stop)
          .containsExactly(Completion.Stop.BUDGET);
    }
  }

  @Test
  void piecesComeThroughTheHostAsTheyAreGenerated() throws IOException {
    Models models = models();
    try (LanguageModel here = models.open(MODEL, Models.Place.HERE, Progress.SILENT, BUDGET);
        LanguageModel hosted = models.open(MODEL, Models.Place.HOST, Progress.SILENT, BUDGET)) {
      Prompt chat =
          hosted.chat(List.of(new ChatMessage("user", "Count from one to nine."))).orElseThrow();
      for (Prompt prompt : List.of(chat, PREFIX)) {
        Request request = Request.greedy(prompt, 24);
        for (LanguageModel model : List.of(hosted, hosted.inBackground())) {
          List<String> pieces = new ArrayList<>();
          String text =
              model.complete(request, BUDGET, (sample, t) -> pieces.add(t)).getFirst().text();
          assertThat(String.join("", pieces)).isEqualTo(text);
          assertThat(pieces).hasSizeGreaterThan(5);
          assertThat(text).isEqualTo(here.complete(request, BUDGET).getFirst().text());
        }
      }
      List<String> first = new ArrayList<>();
      Budget untilTold = Budget.of(Duration.ofMinutes(10), () -> !first.isEmpty());
      assertThatThrownBy(
              () ->
                  hosted.complete(
                      Request.greedy(PREFIX, 3000), untilTold, (sample, t) -> first.add(t)))
          .as("a piece is told long before the end")
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void whatIsFilledInTheMiddleComesThroughTheHostAsItIsGenerated() throws IOException {
    Path weights = withFillInTokens();
    try (LanguageModel here =
            models().open(weights.toString(), Models.Place.HERE, Progress.SILENT, BUDGET);
        LanguageModel hosted =
            models().open(weights.toString(), Models.Place.HOST, Progress.SILENT, BUDGET)) {
      String before = "int max(int a, int b) {\n  return <|fim_middle|> ";
      Prompt prompt = hosted.fillIn(before, ";\n}\n").orElseThrow();
      assertThat(prompt)
          .isEqualTo(
              Prompt.empty()
                  .special("<|fim_prefix|>")
                  .text(before)
                  .special("<|fim_suffix|>")
                  .text(";\n}\n")
                  .special("<|fim_middle|>"))
          .isEqualTo(here.fillIn(before, ";\n}\n").orElseThrow());
      Prompt plain = Prompt.empty().text(before).text(";\n}\n");
      assertThat(hosted.countTokens(prompt)).isEqualTo(hosted.countTokens(plain) + 3);
      // Untrained for it, the model might end at once: the grammar makes it go on.
      Request request =
          new Request(
              prompt, 1, 16, Request.Sampling.GREEDY, List.of(), "root ::= [a-z] (\" \" [a-z]){9}");
      List<String> pieces = new ArrayList<>();
      String text =
          hosted.complete(request, BUDGET, (sample, t) -> pieces.add(t)).getFirst().text();
      assertThat(String.join("", pieces)).isEqualTo(text);
      assertThat(pieces).hasSizeGreaterThan(3);
      assertThat(text).isEqualTo(here.complete(request, BUDGET).getFirst().text());
    }
  }

  /**
   * The real weights with three control tokens that they do not need renamed to what Qwen's coder
   * models call theirs: the smallest model that can fill in the middle is four times as large.
   */
  private Path withFillInTokens() throws IOException {
    Path real = models().file(MODEL, Progress.SILENT, BUDGET);
    byte[] bytes = Files.readAllBytes(real);
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    Map<String, String> names =
        Map.of(
            "<issue_closed>", "<|fim_prefix|>",
            "<jupyter_text>", "<|fim_suffix|>",
            "<jupyter_code>", "<|fim_middle|>");
    names.forEach(
        (old, name) -> {
          int at = all.indexOf(old);
          assertThat(at).as(old).isPositive();
          byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(ascii, 0, bytes, at, ascii.length);
        });
    return Files.write(folder.resolve("fills.gguf"), bytes);
  }

  @Test
  void weightsThatCannotBeLoadedAreToldInOneLine() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.gguf"), "GGUF, but not really");
    assertThatThrownBy(
            () -> models().open(broken.toString(), Models.Place.HOST, Progress.SILENT, BUDGET))
        .isInstanceOf(ModelException.class)
        .hasMessage(broken + " is not a GGUF file");
  }

  private static void same(List<Score> expected, List<Score> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).logProbability())
          .isCloseTo(expected.get(i).logProbability(), Offset.offset(0.02));
      assertThat(actual.get(i).tokens())
          .extracting(Score.Token::start)
          .isEqualTo(
              expected.get(i).tokens().stream()
                  .map(Score.Token::start)
                  .map(Object.class::cast)
                  .toList());
    }
  }

  /** With a runtime folder of its own, and the user's store of weights. */
  private Models models() {
    Catalogue catalogue = Catalogue.load();
    ModelStore store = ModelStore.open(catalogue, Optional.of(new LlamaQuantiser()));
    return new Models(catalogue, store, folder, Map.of());
  }

  private List<HostFile> hosts() throws IOException {
    List<HostFile> all = new ArrayList<>();
    Path run = folder.resolve("run");
    if (Files.isDirectory(run)) {
      try (Stream<Path> files = Files.list(run)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          HostFile.read(file).ifPresent(all::add);
        }
      }
    }
    return all;
  }
}
