package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Everything else. */
final class NotFound implements Route {
  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    throw new BadRequest(404, "nothing is at " + asked.path());
  }
}
