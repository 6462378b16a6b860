package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.Completion;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Any other server with the OpenAI API. Segments travel joined, so that control tokens inside a
 * user's file cannot be told from real ones; token counts are an estimate where the server has no
 * {@code /tokenize}.
 */
public final class OpenAiServer implements ModelServer {
  /** Source code has about three characters in a token; fewer is on the safe side. */
  private static final double CHARACTERS_PER_TOKEN = 2.5;

  private final Connection connection;
  private final Abilities abilities;
  private final AtomicLong fresh = new AtomicLong();
  private final AtomicLong cached = new AtomicLong();
  private final AtomicLong generated = new AtomicLong();

  OpenAiServer(Connection connection, Abilities abilities) {
    this.connection = connection;
    this.abilities = abilities;
  }

  @Override
  public ModelInfo info() {
    return abilities.info();
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) throws IOException {
    List<Completion> all = new ArrayList<>();
    int atOnce = request.samples();
    // A server that knows no n gives one choice at a time; others have a limit.
    for (int asked = 0; all.size() < request.samples(); asked++) {
      int before = all.size();
      try {
        all.addAll(
            stream(rest(request, Math.min(atOnce, request.samples() - before), asked), budget));
      } catch (Connection.Refusal e) {
        if (atOnce == 1 || e.status() != 400) {
          throw e;
        }
        atOnce = 1;
        continue;
      }
      boolean greedy = request.sampling().temperature() == 0;
      if (all.size() == before || budget.exhausted() || greedy) {
        break;
      }
    }
    if (!request.sampling().distinct()) {
      return all;
    }
    Map<String, Completion> distinct = new LinkedHashMap<>();
    all.forEach(c -> distinct.putIfAbsent(c.text(), c));
    return List.copyOf(distinct.values());
  }

  private static Request rest(Request request, int samples, int asked) {
    Request.Sampling s = request.sampling();
    Request.Sampling shifted =
        new Request.Sampling(
            s.temperature(), s.topK(), s.topP(), s.minP(), s.seed() + 1000L * asked, s.distinct());
    return new Request(
        request.prompt(), samples, request.maxTokens(), shifted, request.stop(), request.grammar());
  }

  private List<Completion> stream(Request request, Budget budget) throws IOException {
    ObjectNode body = Wire.request(request, budget.remaining().toMillis());
    body.remove(Wire.EXTENSION);
    body.put("model", abilities.model()).put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    if (request.sampling().topK() == 0) {
      body.remove("top_k");
    }
    String text = request.prompt().joined();
    if (abilities.chatOnly()) {
      body.putArray("messages").addObject().put("role", "user").put("content", text);
      body.put("logprobs", true);
    } else {
      body.put("prompt", text).put("logprobs", 1);
    }
    StreamedChoices choices = new StreamedChoices(request, budget);
    String path = abilities.chatOnly() ? "/chat/completions" : "/completions";
    try {
      connection.call(path, body, choices::read, cancelledInTime(budget));
    } catch (CancellationException e) {
      // Told below if it was the user; otherwise the time is up, and what is here counts.
    }
    budget.checkCancelled();
    count(choices.usage());
    return choices.completions();
  }

  /** These servers know no deadline: when it is there, the request is cancelled. */
  private static Budget cancelledInTime(Budget budget) {
    return Budget.of(budget.remaining(), budget::exhausted);
  }

  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget)
      throws IOException {
    if (!abilities.info().scores()) {
      throw new UnsupportedOperationException(connection.base() + " cannot score");
    }
    return abilities.scoring() == Abilities.Scoring.FORCED
        ? forced(prefix, continuations, budget)
        : echoed(prefix, continuations, budget);
  }

  private List<Score> echoed(Prompt prefix, List<Prompt> continuations, Budget budget)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode prompts = body.putArray("prompt");
    continuations.forEach(c -> prompts.add(prefix.then(c).joined()));
    int generated = abilities.scoring() == Abilities.Scoring.ECHO ? 0 : 1;
    body.put("model", abilities.model()).put("max_tokens", generated);
    body.put("echo", true).put("logprobs", 1).put("temperature", 0);
    JsonNode answer = connection.post("/completions", body, cancelledInTime(budget));
    count(answer.path("usage"));
    Score[] scores = new Score[continuations.size()];
    int start = prefix.joined().length();
    for (JsonNode choice : answer.path("choices")) {
      int index = choice.path("index").asInt();
      String whole = prompts.path(index).asText();
      scores[index] = EchoedPrompt.of(choice.path("logprobs"), whole).behind(start);
    }
    return List.of(scores);
  }

  private List<Score> forced(Prompt prefix, List<Prompt> continuations, Budget budget)
      throws IOException {
    List<Score> scores = new ArrayList<>();
    for (Prompt continuation : continuations) {
      String text = continuation.joined();
      if (text.isEmpty()) {
        scores.add(new Score(0, List.of()));
        continue;
      }
      ObjectNode body = ForcedText.request(abilities.model(), prefix.joined(), text);
      JsonNode answer = connection.post("/completions", body, cancelledInTime(budget));
      count(answer.path("usage"));
      scores.add(ForcedText.score(answer.path("choices").path(0), text));
    }
    return scores;
  }

  @Override
  public int countTokens(Prompt prompt, Budget budget) throws IOException {
    if (abilities.tokenizer().isEmpty()) {
      return (int) Math.ceil(prompt.joined().length() / CHARACTERS_PER_TOKEN);
    }
    return Abilities.tokens(
        abilities.tokenizer().get(), abilities.model(), prompt.joined(), budget);
  }

  @Override
  public Usage usage() {
    return new Usage(fresh.get(), cached.get(), generated.get());
  }

  private void count(JsonNode usage) {
    long reused = usage.path("prompt_tokens_details").path("cached_tokens").asLong();
    cached.addAndGet(reused);
    fresh.addAndGet(usage.path("prompt_tokens").asLong() - reused);
    generated.addAndGet(usage.path("completion_tokens").asLong());
  }

  @Override
  public void close() {
    connection.close();
    abilities.tokenizer().ifPresent(Connection::close);
  }
}
