package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.http.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Prompts that only the model's own file tells how to write; the answer has no {@code prompt} where
 * it does not.
 */
record PromptRoute(Function<JsonNode, Optional<Prompt>> maker) implements Route {

  /** A chat up to the assistant's next message: {@code {"messages": [{"role", "content"}]}}. */
  static PromptRoute chat(LanguageModel model) {
    return new PromptRoute(
        body -> {
          List<ChatMessage> messages = new ArrayList<>();
          for (JsonNode m : body.path("messages")) {
            messages.add(new ChatMessage(m.path("role").asText(), m.path("content").asText()));
          }
          return model.chat(messages);
        });
  }

  /** What is to be filled in: {@code {"before", "after"}}. */
  static PromptRoute fill(LanguageModel model) {
    return new PromptRoute(
        body -> model.fillIn(body.path("before").asText(), body.path("after").asText()));
  }

  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    maker.apply(asked.body()).ifPresent(p -> answer.set("prompt", Wire.prompt(p)));
    return answer;
  }
}
