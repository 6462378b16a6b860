package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.util.Optional;

/**
 * What a foreign server can do, found by trying.
 *
 * @param model the server's name for the model
 * @param tokenizer where {@code /tokenize} is, if anywhere
 */
record Abilities(
    String model,
    boolean chatOnly,
    Scoring scoring,
    Optional<Connection> tokenizer,
    ModelInfo info) {
  private static final int UNKNOWN_CONTEXT = 4096;
  private static final String SAMPLE = "int a = b + c;";
  private static final String SAMPLE_END = " return a;";

  /** How given texts can be scored. */
  enum Scoring {
    /** The prompt comes back with its probabilities. */
    ECHO,
    /** As ECHO, but one token must be generated. */
    ECHO_AND_ONE,
    /** By {@link ForcedText}. */
    FORCED,
    NONE
  }

  /**
   * @param connection to the API's root, which ends in {@code /v1}
   * @param root to the server's root, for what is beside the API
   * @param described the server's own description of the model
   */
  static Abilities find(
      Connection connection, Connection root, String model, JsonNode described, Budget budget)
      throws IOException {
    Probe probe = new Probe(connection, model, budget);
    Scoring scoring = Scoring.NONE;
    if (probe.answers(ForcedText.request(model, SAMPLE, SAMPLE_END))) {
      if (probe.echoes(0)) {
        scoring = Scoring.ECHO;
      } else if (probe.echoes(1)) {
        scoring = Scoring.ECHO_AND_ONE;
      } else if (probe.obeys()) {
        scoring = Scoring.FORCED;
      }
    }
    ModelInfo info =
        new ModelInfo(
            model,
            contextTokens(root, described, budget),
            scoring != Scoring.NONE,
            Optional.empty(),
            false);
    return new Abilities(model, probe.chatOnly(), scoring, tokenizes(root, model, budget), info);
  }

  /** Tries requests, whose refusal is an answer too. */
  private static final class Probe {
    private final Connection connection;
    private final String model;
    private final Budget budget;
    private JsonNode choices = JsonNodeFactory.instance.arrayNode();
    private boolean chatOnly;

    Probe(Connection connection, String model, Budget budget) {
      this.connection = connection;
      this.model = model;
      this.budget = budget;
    }

    boolean chatOnly() {
      return chatOnly;
    }

    boolean answers(ObjectNode body) throws IOException {
      try {
        choices = connection.post("/completions", body, budget).path("choices");
        return true;
      } catch (Connection.Refusal e) {
        choices = JsonNodeFactory.instance.arrayNode();
        chatOnly |= e.status() == 404 || e.status() == 405;
        // It may know completions and refuse only what was special about this one.
        return !chatOnly;
      }
    }

    boolean echoes(int tokens) throws IOException {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
      body.put("max_tokens", tokens).put("echo", true).put("logprobs", 1).put("temperature", 0);
      body.putArray("prompt").add(SAMPLE).add(SAMPLE);
      answers(body);
      return choices.size() == 2
          && EchoedPrompt.of(choices.path(1).path("logprobs"), SAMPLE).complete()
          && choices.path(1).path("text").asText().startsWith(SAMPLE);
    }

    boolean obeys() throws IOException {
      answers(ForcedText.request(model, SAMPLE, SAMPLE_END));
      return ForcedText.obeyed(choices.path(0), SAMPLE_END);
    }
  }

  private static Optional<Connection> tokenizes(Connection root, String model, Budget budget) {
    try {
      return tokens(root, model, SAMPLE, budget) > 2 ? Optional.of(root) : Optional.empty();
    } catch (IOException | Connection.Refusal | ModelException e) {
      return Optional.empty();
    }
  }

  /** llama-server wants the text as content, vLLM as prompt; both ignore the other. */
  static int tokens(Connection root, String model, String text, Budget budget) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    body.put("content", text).put("prompt", text);
    body.put("add_special", true).put("add_special_tokens", true).put("parse_special", true);
    return root.post("/tokenize", body, budget).path("tokens").size();
  }

  private static int contextTokens(Connection root, JsonNode described, Budget budget) {
    int told = described.path("max_model_len").asInt(described.path("meta").path("n_ctx").asInt(0));
    if (told > 0) {
      return told;
    }
    try {
      JsonNode settings = root.get("/props", budget).path("default_generation_settings");
      int running = settings.path("n_ctx").asInt(0);
      return running > 0 ? running : UNKNOWN_CONTEXT;
    } catch (IOException | Connection.Refusal | ModelException e) {
      return UNKNOWN_CONTEXT;
    }
  }
}
