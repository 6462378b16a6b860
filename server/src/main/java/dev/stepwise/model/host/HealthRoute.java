package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Consumer;

/** Whether the host is well: it is, if it answers. */
final class HealthRoute implements Route {
  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("status", "ok")
        .put("pid", ProcessHandle.current().pid());
  }
}
