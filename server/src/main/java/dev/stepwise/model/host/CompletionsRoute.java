package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.model.http.Wire;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * OpenAI's completions, with {@code echo} and {@code logprobs} for scoring, and {@code suffix}
 * where the model can fill in the middle.
 */
record CompletionsRoute(Meter meter) implements Route {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public JsonNode answer(Asked asked, Consumer<JsonNode> events) {
    JsonNode body = asked.body();
    List<Prompt> prompts = prompts(body);
    boolean stream = body.path("stream").asBoolean(false);
    Meter.Metered<ArrayNode> done =
        meter.run(
            asked,
            model -> {
              ArrayNode choices = JSON.arrayNode();
              ArrayNode texts = JSON.arrayNode();
              int streamed = 0;
              for (Prompt prompt : prompts) {
                Request request = Wire.request(body, prompt);
                if (stream) {
                  stream(model, request, streamed, asked.budget(), events, texts);
                  streamed += request.samples();
                } else {
                  whole(model, request, body, asked.budget(), choices);
                }
              }
              return stream ? texts : choices;
            });
    ObjectNode answer = envelope();
    answer.set("choices", stream ? JSON.arrayNode() : done.result());
    answer.set("usage", usage(done.usage()));
    ObjectNode extension = Wire.usage(done.usage());
    answer.set(Wire.EXTENSION, extension);
    if (stream) {
      extension.set(Wire.COMPLETIONS, done.result());
      if (body.path("stream_options").path("include_usage").asBoolean(false)) {
        events.accept(answer);
      }
      return MissingNode.getInstance();
    }
    return answer;
  }

  private List<Prompt> prompts(JsonNode body) {
    JsonNode segments = body.path(Wire.EXTENSION).path("segments");
    if (segments.isArray()) {
      return List.of(Wire.prompt(segments));
    }
    JsonNode prompt = body.path("prompt");
    List<JsonNode> given = new ArrayList<>();
    if (prompt.isArray()) {
      prompt.forEach(given::add);
    } else {
      given.add(prompt);
    }
    if (given.isEmpty() || !given.stream().allMatch(JsonNode::isTextual)) {
      throw new BadRequest(400, "'prompt' must be a text or a list of texts");
    }
    String suffix = body.path("suffix").asText("");
    if (!suffix.isEmpty()) {
      return given.stream().map(p -> fillIn(p.asText(), suffix)).toList();
    }
    // As llama-server does: control tokens in a plain prompt count.
    return given.stream().map(p -> Prompt.empty().special(p.asText())).toList();
  }

  private Prompt fillIn(String before, String after) {
    return meter
        .model()
        .fillIn(before, after)
        .orElseThrow(
            () -> new BadRequest(400, "this model cannot fill in the middle; send no 'suffix'"));
  }

  private static void whole(
      LanguageModel model, Request request, JsonNode body, Budget budget, ArrayNode choices) {
    boolean echo = body.path("echo").asBoolean(false);
    boolean logprobs = body.path("logprobs").asInt(body.path("logprobs").asBoolean() ? 1 : 0) > 0;
    String text = request.prompt().joined();
    ObjectNode echoed = JSON.objectNode();
    if (echo && logprobs) {
      Score score = model.score(Prompt.empty(), List.of(request.prompt()), budget).getFirst();
      Logprobs.append(echoed, text, score, 0, true);
    }
    List<Completion> completions =
        echo && request.maxTokens() == 0
            ? List.of(new Completion("", 0, 0, Completion.Stop.MAX_TOKENS))
            : model.complete(request, budget);
    for (Completion completion : completions) {
      ObjectNode choice = choices.addObject();
      choice.put("index", choices.size() - 1);
      choice.put("text", echo ? text + completion.text() : completion.text());
      choice.put("finish_reason", finish(completion));
      choice.set(Wire.EXTENSION, Wire.completion(completion));
      if (logprobs) {
        ObjectNode all = echoed.deepCopy();
        if (!completion.text().isEmpty()) {
          Prompt said = Prompt.ofText(completion.text());
          Score score = model.score(request.prompt(), List.of(said), budget).getFirst();
          Logprobs.append(all, completion.text(), score, echo ? text.length() : 0, false);
        }
        choice.set("logprobs", all);
      }
    }
  }

  private void stream(
      LanguageModel model,
      Request request,
      int first,
      Budget budget,
      Consumer<JsonNode> events,
      ArrayNode texts) {
    List<Completion> completions =
        model.complete(
            request, budget, (sample, text) -> events.accept(piece(first + sample, text, "")));
    for (int i = 0; i < completions.size(); i++) {
      events.accept(piece(first + i, "", finish(completions.get(i))));
      texts.add(Wire.completion(completions.get(i)).put("text", completions.get(i).text()));
    }
  }

  private ObjectNode piece(int index, String text, String finish) {
    ObjectNode event = envelope();
    ObjectNode choice = event.putArray("choices").addObject();
    choice.put("index", index).put("text", text);
    choice.put("finish_reason", finish.isEmpty() ? null : finish);
    return event;
  }

  private ObjectNode envelope() {
    return JSON.objectNode()
        .put("id", "cmpl-stepwise")
        .put("object", "text_completion")
        .put("created", System.currentTimeMillis() / 1000)
        .put("model", meter.model().info().id());
  }

  static ObjectNode usage(Usage used) {
    ObjectNode usage = JSON.objectNode();
    long prompt = used.fresh() + used.cached();
    usage.put("prompt_tokens", prompt).put("completion_tokens", used.generated());
    usage.put("total_tokens", prompt + used.generated());
    usage.putObject("prompt_tokens_details").put("cached_tokens", used.cached());
    return usage;
  }

  static String finish(Completion completion) {
    return switch (completion.stop()) {
      case MAX_TOKENS, BUDGET -> "length";
      case END_OF_TEXT, STOP_STRING -> "stop";
    };
  }
}
