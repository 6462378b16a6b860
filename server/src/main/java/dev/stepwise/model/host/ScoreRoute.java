package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Score;
import dev.stepwise.model.http.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Many continuations of one prefix, scored. */
record ScoreRoute(Meter meter) implements Route {
  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    List<Prompt> continuations = new ArrayList<>();
    asked.body().path("continuations").forEach(c -> continuations.add(Wire.prompt(c)));
    Prompt prefix = Wire.prompt(asked.body().path("prefix"));
    Meter.Metered<List<Score>> scored =
        meter.run(asked, model -> model.score(prefix, continuations, asked.budget()));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("scores");
    scored.result().forEach(s -> all.add(Wire.score(s)));
    answer.set(Wire.EXTENSION, Wire.usage(scored.usage()));
    return answer;
  }
}
