package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Request;
import dev.stepwise.model.http.Wire;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** OpenAI's chats. */
record ChatRoute(Meter meter) implements Route {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    Request request = request(asked.body());
    Budget budget = asked.budget();
    if (asked.body().path("stream").asBoolean(false)) {
      LanguageModel.Pieces pieces = (sample, text) -> events.accept(piece(sample, text, ""));
      List<Completion> all =
          meter.run(asked, model -> model.complete(request, budget, pieces)).result();
      for (int i = 0; i < all.size(); i++) {
        events.accept(piece(i, "", CompletionsRoute.finish(all.get(i))));
      }
      return MissingNode.getInstance();
    }
    Meter.Metered<List<Completion>> all =
        meter.run(asked, model -> model.complete(request, budget));
    ObjectNode answer = envelope("chat.completion");
    answer.putArray("choices");
    for (int i = 0; i < all.result().size(); i++) {
      Completion completion = all.result().get(i);
      ObjectNode choice = answer.withArray("choices").addObject().put("index", i);
      choice.putObject("message").put("role", "assistant").put("content", completion.text());
      choice.put("finish_reason", CompletionsRoute.finish(completion));
    }
    answer.set("usage", CompletionsRoute.usage(all.usage()));
    return answer;
  }

  private Request request(JsonNode body) {
    List<ChatPrompt.Message> messages = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      messages.add(new ChatPrompt.Message(message.path("role").asText("user"), text(message)));
    }
    if (messages.isEmpty()) {
      throw new BadRequest(400, "'messages' must be a list with at least one message");
    }
    ChatPrompt.Chat chat = ChatPrompt.of(messages, meter.model().info().chatTemplate());
    Request plain = Wire.request(body, chat.prompt());
    List<String> stop = new ArrayList<>(plain.stop());
    stop.add(chat.stop());
    int most = body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(256));
    return new Request(
        plain.prompt(), plain.samples(), most, plain.sampling(), stop, plain.grammar());
  }

  /** A message's content is a text or a list of parts. */
  private static String text(JsonNode message) {
    JsonNode content = message.path("content");
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder all = new StringBuilder();
    content.forEach(part -> all.append(part.path("text").asText("")));
    return all.toString();
  }

  private ObjectNode piece(int index, String text, String finish) {
    ObjectNode event = envelope("chat.completion.chunk");
    ObjectNode choice = event.putArray("choices").addObject().put("index", index);
    choice.putObject("delta").put("content", text);
    choice.put("finish_reason", finish.isEmpty() ? null : finish);
    return event;
  }

  private ObjectNode envelope(String object) {
    return JSON.objectNode()
        .put("id", "chatcmpl-stepwise")
        .put("object", object)
        .put("created", System.currentTimeMillis() / 1000)
        .put("model", meter.model().info().id());
  }
}
