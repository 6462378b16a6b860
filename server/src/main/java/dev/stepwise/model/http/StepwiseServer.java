package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/** Our own model host, with nothing lost on the way. */
public final class StepwiseServer implements ModelServer {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Connection connection;
  private final ModelInfo info;
  private final AtomicReference<Usage> usage;
  private final boolean background;

  private StepwiseServer(
      Connection connection, ModelInfo info, AtomicReference<Usage> usage, boolean background) {
    this.connection = connection;
    this.info = info;
    this.usage = usage;
    this.background = background;
  }

  /** Asks the host what it runs. */
  public static StepwiseServer connect(Connection connection, Budget budget) throws IOException {
    return of(connection, connection.get("/v1/models", budget).path("data").path(0));
  }

  /**
   * @param model the host's description of its model
   */
  static StepwiseServer of(Connection connection, JsonNode model) {
    return new StepwiseServer(
        connection,
        Wire.info(model.path("id").asText(), model.path(Wire.EXTENSION)),
        new AtomicReference<>(Usage.NONE),
        false);
  }

  @Override
  public StepwiseServer inBackground() {
    return new StepwiseServer(connection, info, usage, true);
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) throws IOException {
    ObjectNode body = Wire.request(request, millis(budget));
    body.withObject("/" + Wire.EXTENSION).put(Wire.BACKGROUND, background);
    JsonNode answer = ask("/v1/completions", body, budget);
    List<Completion> all = new ArrayList<>();
    for (JsonNode choice : answer.path("choices")) {
      all.add(Wire.completion(choice.path("text").asText(), choice.path(Wire.EXTENSION)));
    }
    return all;
  }

  @Override
  public List<Completion> complete(Request request, Budget budget, LanguageModel.Pieces pieces)
      throws IOException {
    ObjectNode body = Wire.request(request, budget.remaining().toMillis());
    body.withObject("/" + Wire.EXTENSION).put(Wire.BACKGROUND, background);
    body.put("stream", true).putObject("stream_options").put("include_usage", true);
    StreamedTexts texts = new StreamedTexts(pieces);
    JsonNode end = connection.call("/v1/completions", body, texts::read, patient(budget));
    count(end);
    return StreamedTexts.completions(end);
  }

  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("prefix", Wire.prompt(prefix));
    ArrayNode all = body.putArray("continuations");
    continuations.forEach(c -> all.add(Wire.prompt(c)));
    body.put("budget_ms", millis(budget));
    body.put(Wire.BACKGROUND, background);
    JsonNode answer = ask("/stepwise/score", body, budget);
    List<Score> scores = new ArrayList<>();
    answer.path("scores").forEach(s -> scores.add(Wire.score(s)));
    return scores;
  }

  @Override
  public int countTokens(Prompt prompt, Budget budget) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("prompt", Wire.prompt(prompt));
    return ask("/stepwise/tokens", body, budget).path("count").asInt();
  }

  @Override
  public Optional<Prompt> chat(List<ChatMessage> messages, Budget budget) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode all = body.putArray("messages");
    messages.forEach(m -> all.addObject().put("role", m.role()).put("content", m.text()));
    return made(ask("/stepwise/chat", body, budget));
  }

  @Override
  public Optional<Prompt> fillIn(String before, String after, Budget budget) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("before", before).put("after", after);
    return made(ask("/stepwise/fill", body, budget));
  }

  private static Optional<Prompt> made(JsonNode answer) {
    JsonNode prompt = answer.path("prompt");
    return prompt.isArray() ? Optional.of(Wire.prompt(prompt)) : Optional.empty();
  }

  @Override
  public Usage usage() {
    return Objects.requireNonNull(usage.get());
  }

  /** What is left, never 0: that would be no limit. */
  private static long millis(Budget budget) {
    return Math.max(1, budget.remaining().toMillis());
  }

  private JsonNode ask(String path, ObjectNode body, Budget budget) throws IOException {
    JsonNode answer = connection.post(path, body, patient(budget));
    failIfFailed(answer);
    count(answer);
    return answer;
  }

  /** The host watches the time itself; this is for one that hangs. */
  private static Budget patient(Budget budget) {
    return Budget.of(budget.remaining().plus(GRACE), budget::cancelled);
  }

  private void count(JsonNode answer) {
    Usage more = Wire.usage(answer.path(Wire.EXTENSION));
    usage.accumulateAndGet(more, Usage::plus);
  }

  /** The host may have begun its answer with status 200 before it failed. */
  static void failIfFailed(JsonNode answer) {
    JsonNode error = answer.path("error");
    if (!error.isMissingNode()) {
      String message = error.path("message").asText();
      if (error.path("type").asText().equals("cancelled")) {
        throw new CancellationException(message);
      }
      throw new ModelException(message);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
