package dev.stepwise.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.model.host.Models;
import dev.stepwise.settings.Budget;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of llama.cpp itself, from the Python package xllamacpp, with real weights. */
@Tag("slow")
class LlamaServerTest {
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(10));
  private static final String SERVER =
      """
      import sys
      sys.path.insert(0, sys.argv[1])
      import xllamacpp
      params = xllamacpp.CommonParams()
      params.model.path = sys.argv[2]
      params.n_ctx = 4096
      params.n_parallel = 2
      params.cpuparams.n_threads = 1
      params.cpuparams_batch.n_threads = 1
      server = xllamacpp.Server(params)
      print(server.listening_address, flush=True)
      sys.stdin.read()
      """;

  @TempDir static Path folder;
  private static Process process;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    run(
        "python3",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--target",
        folder.resolve("site").toString(),
        "xllamacpp==2026.10.11549");
    Path weights = Models.ofUser().store().pull("smollm2-135m", Progress.SILENT, BUDGET);
    Path script = Files.writeString(folder.resolve("serve.py"), SERVER);
    process =
        new ProcessBuilder(
                "python3", script.toString(), folder.resolve("site").toString(), weights.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    url = out.readLine();
    assertThat(url).startsWith("http://127.0.0.1:");
  }

  @AfterAll
  static void stop() throws Exception {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  @Test
  void scoresAndCompletesAsTheEngineDoes() {
    Prompt prefix = Prompt.ofText("static int max(int a, int b) {\n  return ");
    List<Prompt> lines =
        List.of(
            Prompt.ofText("a > b ? a : b;\n}"),
            Prompt.ofText("a < b ? a : b;\n}"),
            Prompt.ofText("\"\u00e9\\n\" + a;"),
            Prompt.empty());
    try (LanguageModel here = Models.ofUser().open("smollm2-135m", Progress.SILENT, BUDGET);
        LanguageModel there = HttpModel.connect(url, "", HttpClient.newHttpClient(), BUDGET)) {
      assertThat(there.info().scores()).isTrue();
      assertThat(there.info().contextTokens()).isEqualTo(2048);
      assertThat(there.countTokens(prefix)).isEqualTo(here.countTokens(prefix));
      List<Score> expected = here.score(prefix, lines, BUDGET);
      List<Score> actual = there.score(prefix, lines, BUDGET);
      for (int i = 0; i < lines.size(); i++) {
        // Another build of llama.cpp, and another choice of tokens where the text allows it.
        assertThat(actual.get(i).logProbability())
            .isCloseTo(
                expected.get(i).logProbability(),
                Offset.offset(1 + 0.1 * Math.abs(expected.get(i).logProbability())));
      }
      assertThat(actual.get(3)).isEqualTo(new Score(0, List.of()));
      Request three = Request.samples(prefix, 3, 8, 0.9, 5, "\n");
      assertThat(there.complete(three, BUDGET)).hasSizeBetween(1, 3);
      Completion line = there.complete(Request.greedy(prefix, 30, "\n"), BUDGET).getFirst();
      assertThat(line.text()).doesNotContain("\n").isNotBlank();
      // The API has one word for both.
      assertThat(line.stop()).isIn(Completion.Stop.STOP_STRING, Completion.Stop.END_OF_TEXT);
      assertThat(line.logProbability()).isNegative();
      assertThat(there.usage().generated()).isPositive();
    }
  }

  @Test
  void keepsWhatWasGeneratedWhenTimeIsUpAndStopsWhenCancelled() {
    Request endless = Request.greedy(Prompt.ofText("Count: 1, 2, 3,"), 1900);
    try (LanguageModel there = HttpModel.connect(url, "", HttpClient.newHttpClient(), BUDGET)) {
      Completion cut = there.complete(endless, Budget.of(Duration.ofSeconds(3))).getFirst();
      assertThat(cut.stop()).isEqualTo(Completion.Stop.BUDGET);
      assertThat(cut.text()).isNotEmpty();
      long begun = System.nanoTime();
      Budget cancelled =
          Budget.of(
              Duration.ofMinutes(10),
              () -> System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(300));
      assertThatThrownBy(() -> there.complete(endless, cancelled))
          .isInstanceOf(CancellationException.class);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process tool = new ProcessBuilder(command).inheritIO().start();
    assertThat(tool.waitFor()).isZero();
  }
}
