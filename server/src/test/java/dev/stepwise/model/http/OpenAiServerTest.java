package dev.stepwise.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.stepwise.model.Completion;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.host.FakeModel;
import dev.stepwise.model.host.ModelHost;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for foreign servers: against our own host, and against servers that can do less. */
class OpenAiServerTest {
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  @Test
  void usesAllThatAServerCan(@TempDir Path folder) throws Exception {
    FakeModel fake = new FakeModel();
    Path file = folder.resolve("host.json");
    try (ModelHost host = ModelHost.start(fake, file)) {
      assertThat(host).isNotNull();
      JsonNode reached = new ObjectMapper().readTree(file.toFile());
      String url = "http://127.0.0.1:" + reached.path("port").asInt();
      String key = reached.path("token").asText();
      HttpClient client = HttpClient.newHttpClient();
      Connection api = new Connection(URI.create(url + "/v1"), key, client);
      Connection root = new Connection(URI.create(url), key, client);
      JsonNode described = new ObjectMapper().readTree("{\"max_model_len\": 777}");
      Abilities abilities = Abilities.find(api, root, "fake", described, BUDGET);
      assertThat(abilities.chatOnly()).isFalse();
      assertThat(abilities.scoring()).isEqualTo(Abilities.Scoring.ECHO);
      assertThat(abilities.tokenizer()).isEmpty();
      assertThat(abilities.info().scores()).isTrue();
      assertThat(abilities.info().contextTokens()).isEqualTo(777);
      try (OpenAiServer server = new OpenAiServer(api, abilities)) {
        Prompt prefix = Prompt.ofText("a\ud83d\ude00");
        Score score = server.score(prefix, List.of(Prompt.ofText("bc")), BUDGET).getFirst();
        Prompt whole = Prompt.empty().special("a\ud83d\ude00bc");
        List<Score.Token> expected =
            fake.score(Prompt.empty(), List.of(whole), BUDGET).getFirst().tokens();
        assertThat(score.tokens())
            .extracting(Score.Token::logProbability)
            .containsExactly(expected.get(2).logProbability(), expected.get(3).logProbability());
        assertThat(score.tokens()).extracting(Score.Token::start).containsExactly(0, 1);
        List<Completion> two =
            server.complete(Request.samples(Prompt.ofText("xy"), 2, 5, 1, 7), BUDGET);
        assertThat(two).extracting(Completion::text).containsExactly("XY0", "XY1");
        assertThat(server.complete(Request.greedy(Prompt.ofText("ab-c"), 5, "-"), BUDGET))
            .extracting(Completion::text, Completion::stop)
            .containsExactly(
                org.assertj.core.groups.Tuple.tuple("AB", Completion.Stop.STOP_STRING));
      }
    }
  }

  @Test
  void livesWithoutEchoNorTokenizer() throws Exception {
    String choice =
        "{\"choices\": [{\"index\": 0, \"text\": \"hello\", \"finish_reason\": \"stop\"}]}";
    Map<String, String> answers =
        Map.of("/v1/models", "{\"data\": [{\"id\": \"m\"}]}", "/v1/completions", choice);
    try (Canned canned = new Canned(answers)) {
      HttpModel model = HttpModel.connect(canned.url(), "", HttpClient.newHttpClient(), BUDGET);
      assertThat(model.info().scores()).isFalse();
      assertThat(model.countTokens(Prompt.ofText("12345"))).isEqualTo(2);
      assertThat(model.complete(Request.greedy(Prompt.ofText("x"), 5), BUDGET))
          .containsExactly(new Completion("hello", 1, Double.NaN, Completion.Stop.END_OF_TEXT));
      assertThatThrownBy(() -> model.score(Prompt.empty(), List.of(), BUDGET))
          .isInstanceOf(UnsupportedOperationException.class);
      model.close();
    }
  }

  @Test
  void talksToServersThatOnlyChat() throws Exception {
    String stream =
        """
        data: {"choices": [{"index": 0, "delta": {"content": "he"}, "logprobs": {"content": [{"token": "he", "logprob": -0.5}]}}]}

        : comment

        data: {"choices": [{"index": 0, "delta": {"content": "llo"}, "finish_reason": "length", "logprobs": {"content": [{"token": "llo", "logprob": -0.25}]}}]}

        data: {"choices": [], "usage": {"prompt_tokens": 4, "completion_tokens": 2}}

        data: [DONE]

        """;
    Map<String, String> answers =
        Map.of("/v1/models", "{\"data\": [{\"id\": \"m\"}]}", "/v1/chat/completions", stream);
    try (Canned canned = new Canned(answers)) {
      HttpModel model =
          HttpModel.connect(canned.url() + "/v1/#m", "", HttpClient.newHttpClient(), BUDGET);
      assertThat(model.complete(Request.greedy(Prompt.ofText("x"), 5), BUDGET))
          .containsExactly(new Completion("hello", 2, -0.75, Completion.Stop.MAX_TOKENS));
      assertThat(model.usage().fresh()).isEqualTo(4);
      model.close();
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    try (Canned two =
        new Canned(Map.of("/v1/models", "{\"data\": [{\"id\": \"m\"}, {\"id\": \"n\"}]}"))) {
      fails(two.url(), "has 2 models; append # and one of: m, n");
      fails(two.url() + "#o", "has no model 'o'");
    }
    try (Canned none = new Canned(Map.of())) {
      fails(none.url(), "refused: HTTP 404");
    }
    fails("http:///x", "names no host");
    fails("http://a b", "is no valid URL");
  }

  private static void fails(String url, String message) {
    assertThatThrownBy(() -> HttpModel.connect(url, "", HttpClient.newHttpClient(), BUDGET))
        .hasMessageContaining(message);
  }

  /** Answers known paths with fixed texts. */
  private static final class Canned implements AutoCloseable {
    private final HttpServer server;

    Canned(Map<String, String> answers) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange
                .getResponseHeaders()
                .set(
                    "Content-Type",
                    answer != null && answer.startsWith("data:")
                        ? "text/event-stream"
                        : "application/json");
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
