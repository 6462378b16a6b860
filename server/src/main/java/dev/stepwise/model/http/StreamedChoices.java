package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stepwise.model.Completion;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Request;
import dev.stepwise.settings.Budget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the choices of an answer that arrives piece by piece, or whole where it does not. May be
 * asked before the end.
 */
final class StreamedChoices {
  private final Request request;
  private final Budget budget;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private JsonNode usage = MissingNode.getInstance();

  private static final class Choice {
    final StringBuilder text = new StringBuilder();
    int pieces;
    int tokens;
    double logProbability;
    String finish = "";
  }

  StreamedChoices(Request request, Budget budget) {
    this.request = request;
    this.budget = budget;
  }

  /** Reads until the end, or until the budget has run out: what is here then counts. */
  StreamedChoices read(HttpResponse<InputStream> response) throws IOException {
    String type = response.headers().firstValue("content-type").orElse("");
    if (!type.startsWith("text/event-stream")) {
      take(json.readTree(response.body()));
      return this;
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String data = line.startsWith("data:") ? line.substring(5).strip() : "";
      if (data.equals("[DONE]") || budget.exhausted()) {
        break;
      }
      if (!data.isEmpty()) {
        take(json.readTree(data));
      }
    }
    return this;
  }

  synchronized JsonNode usage() {
    return usage;
  }

  synchronized List<Completion> completions() {
    List<Completion> all = new ArrayList<>();
    choices.values().forEach(c -> all.add(completion(c)));
    return all;
  }

  private synchronized void take(JsonNode event) {
    if (event.has("error")) {
      throw new ModelException(event.path("error").path("message").asText("the server failed"));
    }
    if (event.path("usage").isObject()) {
      usage = event.path("usage");
    }
    for (JsonNode node : event.path("choices")) {
      Choice choice = choices.computeIfAbsent(node.path("index").asInt(), index -> new Choice());
      String piece =
          node.path("text")
              .asText(
                  node.path("delta")
                      .path("content")
                      .asText(node.path("message").path("content").asText("")));
      choice.text.append(piece);
      choice.pieces += piece.isEmpty() ? 0 : 1;
      add(choice, node.path("logprobs"));
      String finish = node.path("finish_reason").asText("");
      if (!finish.isEmpty() && !finish.equals("null")) {
        choice.finish = finish;
      }
    }
  }

  /** Both ways of writing log-probabilities: that of completions and that of chats. */
  private static void add(Choice choice, JsonNode logprobs) {
    for (JsonNode value : logprobs.path("token_logprobs")) {
      choice.tokens++;
      choice.logProbability += value.asDouble();
    }
    for (JsonNode token : logprobs.path("content")) {
      choice.tokens++;
      choice.logProbability += token.path("logprob").asDouble();
    }
  }

  private Completion completion(Choice choice) {
    String text = choice.text.toString();
    Completion.Stop stop =
        switch (choice.finish) {
          case "length" -> Completion.Stop.MAX_TOKENS;
          case "" -> Completion.Stop.BUDGET;
          default -> Completion.Stop.END_OF_TEXT;
        };
    // A server need not say that a stop string ended the text, nor know as many as we gave.
    int cut = text.length();
    for (String end : request.stop()) {
      int at = text.indexOf(end);
      if (at >= 0 && at < cut) {
        cut = at;
        stop = Completion.Stop.STOP_STRING;
      }
    }
    int tokens = choice.tokens > 0 ? choice.tokens : choice.pieces;
    double logProbability = choice.tokens > 0 ? choice.logProbability : Double.NaN;
    return new Completion(text.substring(0, cut), tokens, logProbability, stop);
  }
}
