package dev.stepwise.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Usage;
import dev.stepwise.model.http.HttpModel;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelHostTest {
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  @TempDir Path folder;
  private final FakeModel fake = new FakeModel();
  private final HttpClient client = HttpClient.newHttpClient();
  private ModelHost host;
  private HostFile reached;

  @BeforeEach
  void start() throws Exception {
    host = ModelHost.start(fake, folder.resolve("host.json"));
    reached = HostFile.read(folder.resolve("host.json")).orElseThrow();
  }

  @AfterEach
  void stop() {
    host.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everythingTravelsExactly() {
    Prompt prefix =
        Prompt.empty().special("<|im_start|>").text("a <|im_start|> in text \u00e9\ud83d\ude00\n");
    List<Prompt> continuations =
        List.of(Prompt.ofText("\ud83d\ude00x"), Prompt.empty(), Prompt.ofText("y"));
    try (LanguageModel model = connect();
        FakeModel here = new FakeModel()) {
      assertThat(model.info()).isEqualTo(here.info());
      assertThat(model.score(prefix, continuations, BUDGET))
          .isEqualTo(here.score(prefix, continuations, BUDGET));
      Request request = Request.samples(prefix, 3, 20, 0.7, Long.MAX_VALUE - 1, "\n", "}");
      assertThat(model.complete(request, BUDGET)).isEqualTo(here.complete(request, BUDGET));
      assertThat(fake.last.get()).isEqualTo(request);
      assertThat(model.countTokens(prefix)).isEqualTo(here.countTokens(prefix));
      assertThat(model.usage()).isEqualTo(here.usage());
    }
  }

  @Test
  void promptsAreWrittenByTheModelItself() {
    List<ChatMessage> chat =
        List.of(new ChatMessage("system", "be <user> brief"), new ChatMessage("user", "\u00e9?"));
    try (LanguageModel model = connect()) {
      for (LanguageModel one : List.of(model, model.inBackground())) {
        assertThat(one.chat(chat)).isEqualTo(fake.chat(chat)).isPresent();
        assertThat(one.fillIn("int a", ";")).isEqualTo(fake.fillIn("int a", ";")).isPresent();
        assertThat(one.chat(List.of())).isEmpty();
        assertThat(one.fillIn("", ";")).isEmpty();
      }
    }
  }

  @Test
  void interactiveRequestsOvertakeBackgroundWork() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    Budget untilEnough = Budget.of(Duration.ofMinutes(1), enough::get);
    try (LanguageModel model = connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Completion>> background =
          threads.submit(
              () ->
                  model
                      .inBackground()
                      .complete(Request.greedy(Prompt.ofText("hang"), 5), untilEnough));
      fake.hanging.await();
      Usage before = model.usage();
      assertThat(model.complete(Request.greedy(Prompt.ofText("abc"), 5), BUDGET)).hasSize(1);
      assertThat(model.usage().minus(before)).isEqualTo(new Usage(3, 1, 3));
      assertThat(background.isDone()).isFalse();
      enough.set(true);
      assertThatThrownBy(background::get).cause().isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void failuresKeepTheirMeaning() {
    try (LanguageModel model = connect()) {
      assertThatThrownBy(() -> model.complete(Request.greedy(Prompt.ofText("fail"), 5), BUDGET))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("failed as asked");
      Request hanging = Request.greedy(Prompt.ofText("hang"), 5);
      assertThat(model.complete(hanging, Budget.of(Duration.ofMillis(400))))
          .containsExactly(new Completion("so far", 2, -1.5, Completion.Stop.BUDGET));
      assertThatThrownBy(
              () ->
                  model.score(Prompt.ofText("hang"), List.of(), Budget.of(Duration.ofMillis(400))))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void cancellingStopsTheWorkInTheHost() throws Exception {
    try (LanguageModel model = connect()) {
      Budget budget = Budget.of(Duration.ofMinutes(5), () -> fake.hanging.getCount() == 0);
      assertThatThrownBy(() -> model.complete(Request.greedy(Prompt.ofText("hang"), 5), budget))
          .isInstanceOf(CancellationException.class);
      assertThat(fake.cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void speaksTheCompletionsApi() throws Exception {
    JsonNode two =
        post("/v1/completions", "{\"prompt\": [\"ab\", \"c\"], \"n\": 2, \"max_tokens\": 5}");
    assertThat(two.path("choices").findValuesAsText("text"))
        .containsExactly("AB0", "AB1", "C0", "C1");
    assertThat(two.path("choices").findValuesAsText("index")).containsExactly("0", "1", "2", "3");
    assertThat(two.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(two.at("/usage/completion_tokens").asInt()).isEqualTo(6);
    assertThat(two.at("/usage/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(2);

    JsonNode echo =
        post(
            "/v1/completions",
            "{\"prompt\": \"a\ud83d\ude00b\", \"echo\": true, \"logprobs\": 1, \"max_tokens\": 0}");
    assertThat(echo.at("/choices/0/text").asText()).isEqualTo("a\ud83d\ude00b");
    JsonNode logprobs = echo.at("/choices/0/logprobs");
    assertThat(logprobs.path("tokens").toString()).isEqualTo("[\"a\",\"\ud83d\ude00\",\"b\"]");
    assertThat(logprobs.path("text_offset").toString()).isEqualTo("[0,1,2]");
    assertThat(logprobs.at("/token_logprobs/0").isNull()).isTrue();
    assertThat(logprobs.at("/token_logprobs/2").asDouble()).isNegative();

    String stream =
        send("POST", "/v1/completions", "{\"prompt\": \"xy\", \"stream\": true}").body();
    List<String> events = stream.lines().filter(l -> l.startsWith("data: {")).toList();
    ObjectMapper json = new ObjectMapper();
    StringBuilder text = new StringBuilder();
    for (String event : events) {
      text.append(json.readTree(event.substring(6)).at("/choices/0/text").asText());
    }
    assertThat(events).hasSize(4);
    assertThat(text).hasToString("XY0");
    assertThat(stream).endsWith("data: [DONE]\n\n");
  }

  @Test
  void fillsInWhatASuffixFollows() throws Exception {
    post("/v1/completions", "{\"prompt\": \"int a\", \"suffix\": \";\"}");
    assertThat(fake.last.get().prompt()).isEqualTo(fake.fillIn("int a", ";").orElseThrow());
    check(
        400,
        "this model cannot fill in the middle",
        "POST",
        "/v1/completions",
        "{\"prompt\": \"\", \"suffix\": \";\"}",
        bearer());
  }

  @Test
  void speaksTheChatApi() throws Exception {
    String chat = "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]%s}";
    JsonNode answer = post("/v1/chat/completions", chat.formatted(""));
    assertThat(answer.at("/choices/0/message/content").asText())
        .isEqualTo("<|IM_START|>USER\nHI<|IM_END|>\n<|IM_START|>ASSISTANT\n0");
    assertThat(fake.last.get().prompt().segments())
        .extracting(Prompt.Segment::special)
        .containsExactly(true, false, true, true);
    assertThat(fake.last.get().stop()).containsExactly("<|im_end|>");
    String stream =
        send("POST", "/v1/chat/completions", chat.formatted(", \"stream\": true")).body();
    assertThat(stream.lines().filter(l -> l.contains("\"delta\"")).collect(Collectors.joining()))
        .contains("\"content\":\"H\"");
  }

  @Test
  void refusesWhatItCannotDo() throws Exception {
    check(401, "wrong or missing token", "GET", "/v1/models", "", "Bearer wrong");
    check(404, "nothing is at /v1/embeddings", "POST", "/v1/embeddings", "{}", bearer());
    check(400, "no valid JSON", "POST", "/v1/completions", "{", bearer());
    check(400, "'prompt' must be", "POST", "/v1/completions", "{}", bearer());
    check(400, "'messages' must be", "POST", "/v1/chat/completions", "{}", bearer());
    check(400, "failed as asked", "POST", "/v1/completions", "{\"prompt\": \"fail\"}", bearer());
    assertThatThrownBy(() -> HttpModel.connect(reached.address().toString(), "", client, BUDGET))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("STEPWISE_API_KEY");
    assertThatThrownBy(
            () ->
                HttpModel.connect(reached.address() + "/v1#other", reached.token(), client, BUDGET))
        .hasMessageContaining("has no model 'other'; it has: fake");
  }

  @Test
  void onlyTheUserMayReadTheFile() throws Exception {
    Path file = folder.resolve("host.json");
    assertThat(Files.isRegularFile(file)).isTrue();
    if (RuntimeFolder.posix()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  private LanguageModel connect() {
    return HttpModel.connect(reached.address() + "/v1", reached.token(), client, BUDGET);
  }

  private String bearer() {
    return "Bearer " + reached.token();
  }

  private void check(
      int status, String message, String method, String path, String body, String authorisation)
      throws Exception {
    HttpResponse<String> response = send(method, path, body, authorisation);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(new ObjectMapper().readTree(response.body()).at("/error/message").asText())
        .contains(message);
  }

  private JsonNode post(String path, String body) throws Exception {
    return new ObjectMapper().readTree(send("POST", path, body).body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(method, path, body, bearer());
  }

  private HttpResponse<String> send(String method, String path, String body, String authorisation)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(reached.address() + path))
            .header("Authorization", authorisation)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
