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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the model host and its client write what the OpenAI API has no words for. Everything travels
 * exactly: segments of prompts, scores, token counts.
 */
public final class Wire {
  /** Key of the extension in requests and answers. */
  public static final String EXTENSION = "stepwise";

  /** Whether nobody waits for the answer: beside the other extensions of a request. */
  public static final String BACKGROUND = "background";

  /** The whole texts, in the last event of a stream. */
  public static final String COMPLETIONS = "completions";

  /** Owner of the models that our own host lists. */
  public static final String OWNER = "stepwise";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Wire() {}

  /** As an array of segments. */
  public static ArrayNode prompt(Prompt prompt) {
    ArrayNode segments = JSON.arrayNode();
    for (Prompt.Segment segment : prompt.segments()) {
      segments.addObject().put("text", segment.text()).put("special", segment.special());
    }
    return segments;
  }

  public static Prompt prompt(JsonNode segments) {
    List<Prompt.Segment> all = new ArrayList<>();
    for (JsonNode segment : segments) {
      all.add(
          new Prompt.Segment(
              segment.path("text").asText(), segment.path("special").asBoolean(false)));
    }
    return new Prompt(all);
  }

  /** The fields of a completions request, with those of the extension. */
  public static ObjectNode request(Request request, long budgetMillis) {
    ObjectNode node = JSON.objectNode();
    Request.Sampling sampling = request.sampling();
    node.put("n", request.samples()).put("max_tokens", request.maxTokens());
    node.put("temperature", sampling.temperature()).put("top_p", sampling.topP());
    node.put("top_k", sampling.topK()).put("min_p", sampling.minP()).put("seed", sampling.seed());
    request.stop().forEach(node.putArray("stop")::add);
    if (!request.grammar().isEmpty()) {
      node.put("grammar", request.grammar());
    }
    ObjectNode extension = node.putObject(EXTENSION);
    extension.set("segments", prompt(request.prompt()));
    extension.put("distinct", sampling.distinct()).put("budget_ms", budgetMillis);
    return node;
  }

  /** Reads a completions request; what is missing gets OpenAI's defaults. */
  public static Request request(JsonNode node, Prompt prompt) {
    JsonNode stop = node.path("stop");
    List<String> stops = new ArrayList<>();
    if (stop.isTextual()) {
      stops.add(stop.asText());
    }
    stop.elements().forEachRemaining(s -> stops.add(s.asText()));
    return new Request(
        prompt,
        Math.max(1, node.path("n").asInt(1)),
        Math.max(0, node.path("max_tokens").asInt(16)),
        new Request.Sampling(
            node.path("temperature").asDouble(1),
            node.path("top_k").asInt(0),
            node.path("top_p").asDouble(1),
            node.path("min_p").asDouble(0),
            node.path("seed").asLong(0),
            node.path(EXTENSION).path("distinct").asBoolean(false)),
        stops,
        node.path("grammar").asText(""));
  }

  public static ObjectNode completion(Completion completion) {
    ObjectNode node = JSON.objectNode();
    node.put("tokens", completion.tokens()).put("stop", completion.stop().name());
    if (!Double.isNaN(completion.logProbability())) {
      node.put("log_probability", completion.logProbability());
    }
    return node;
  }

  public static Completion completion(String text, JsonNode node) {
    return new Completion(
        text,
        node.path("tokens").asInt(),
        node.path("log_probability").asDouble(Double.NaN),
        Completion.Stop.valueOf(node.path("stop").asText("END_OF_TEXT")));
  }

  public static ObjectNode score(Score score) {
    ObjectNode node = JSON.objectNode().put("log_probability", score.logProbability());
    ArrayNode tokens = node.putArray("tokens");
    score.tokens().forEach(t -> tokens.addArray().add(t.start()).add(t.logProbability()));
    return node;
  }

  public static Score score(JsonNode node) {
    List<Score.Token> tokens = new ArrayList<>();
    node.path("tokens")
        .forEach(t -> tokens.add(new Score.Token(t.path(0).asInt(), t.path(1).asDouble())));
    return new Score(node.path("log_probability").asDouble(), tokens);
  }

  public static ObjectNode usage(Usage usage) {
    return JSON.objectNode()
        .put("fresh", usage.fresh())
        .put("cached", usage.cached())
        .put("generated", usage.generated());
  }

  public static Usage usage(JsonNode node) {
    return new Usage(
        node.path("fresh").asLong(), node.path("cached").asLong(), node.path("generated").asLong());
  }

  public static ObjectNode info(ModelInfo info) {
    ObjectNode node = JSON.objectNode();
    node.put("context_tokens", info.contextTokens()).put("scores", info.scores());
    node.put("repair_template", info.repairTemplate());
    info.chatTemplate().ifPresent(t -> node.put("chat_template", t));
    return node;
  }

  public static ModelInfo info(String id, JsonNode node) {
    return new ModelInfo(
        id,
        node.path("context_tokens").asInt(),
        node.path("scores").asBoolean(),
        Optional.of(node.path("chat_template").asText("")).filter(t -> !t.isEmpty()),
        node.path("repair_template").asBoolean());
  }
}
