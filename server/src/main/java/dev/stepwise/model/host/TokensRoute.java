package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.http.Wire;
import java.util.function.Consumer;

/** How many tokens a prompt has. */
record TokensRoute(LanguageModel model) implements Route {
  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    int count = model.countTokens(Wire.prompt(asked.body().path("prompt")));
    return JsonNodeFactory.instance.objectNode().put("count", count);
  }
}
