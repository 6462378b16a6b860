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
 * @param chatOnly whether there are chats but no plain completions
 * @param leastTokens how many tokens must be generated beside an echo: some servers refuse zero
 * @param tokenizer where {@code /tokenize} is, if anywhere
 */
record Abilities(
    String model,
    boolean chatOnly,
    int leastTokens,
    Optional<Connection> tokenizer,
    ModelInfo info) {
  private static final int UNKNOWN_CONTEXT = 4096;
  private static final String SAMPLE = "int a = b + c;";

  /**
   * @param connection to the API's root, which ends in {@code /v1}
   * @param root to the server's root, for what is beside the API
   * @param described the server's own description of the model
   */
  static Abilities find(
      Connection connection, Connection root, String model, JsonNode described, Budget budget)
      throws IOException {
    boolean chatOnly = false;
    int leastTokens = -1;
    for (int tokens = 0; tokens <= 1 && leastTokens < 0 && !chatOnly; tokens++) {
      try {
        leastTokens = echoes(connection, model, tokens, budget) ? tokens : -1;
      } catch (Connection.Refusal e) {
        chatOnly = e.status() == 404 || e.status() == 405;
      }
    }
    Optional<Connection> tokenizer = tokenizes(root, model, budget);
    ModelInfo info =
        new ModelInfo(
            model,
            contextTokens(root, described, budget),
            leastTokens >= 0,
            Optional.empty(),
            described.path(Wire.EXTENSION).path("repair_template").asBoolean(false));
    return new Abilities(model, chatOnly, Math.max(0, leastTokens), tokenizer, info);
  }

  private static boolean echoes(Connection connection, String model, int tokens, Budget budget)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    body.put("max_tokens", tokens).put("echo", true).put("logprobs", 1).put("temperature", 0);
    body.putArray("prompt").add(SAMPLE).add(SAMPLE);
    JsonNode choices = connection.post("/completions", body, budget).path("choices");
    return choices.size() == 2
        && EchoedPrompt.of(choices.path(1).path("logprobs"), SAMPLE).complete()
        && choices.path(1).path("text").asText().startsWith(SAMPLE);
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
    int told = described.path("max_model_len").asInt(0);
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
