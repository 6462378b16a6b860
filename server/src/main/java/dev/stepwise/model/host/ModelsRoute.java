package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.http.Wire;
import java.util.function.Consumer;

/** The one model that is here. */
record ModelsRoute(LanguageModel model) implements Route {
  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    ObjectNode only = list.putArray("data").addObject();
    only.put("id", model.info().id()).put("object", "model").put("owned_by", Wire.OWNER);
    only.put("created", 0).put("max_model_len", model.info().contextTokens());
    only.set(Wire.EXTENSION, Wire.info(model.info()));
    return list;
  }
}
