package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Our own host's answer that arrives piece by piece; its last event has the whole texts. */
final class StreamedTexts {
  private final LanguageModel.Pieces pieces;
  private final ObjectMapper json = new ObjectMapper();

  StreamedTexts(LanguageModel.Pieces pieces) {
    this.pieces = pieces;
  }

  /**
   * Tells the pieces as they come.
   *
   * @return the event with the texts
   * @throws IOException if the host broke off before it
   */
  JsonNode read(HttpResponse<InputStream> response) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String data = line.startsWith("data:") ? line.substring(5).strip() : "";
      if (data.startsWith("{")) {
        JsonNode event = json.readTree(data);
        StepwiseServer.failIfFailed(event);
        if (event.path(Wire.EXTENSION).path(Wire.COMPLETIONS).isArray()) {
          return event;
        }
        tell(event);
      }
    }
    throw new IOException("the host broke off");
  }

  private void tell(JsonNode event) {
    for (JsonNode choice : event.path("choices")) {
      String text = choice.path("text").asText("");
      if (!text.isEmpty()) {
        pieces.piece(choice.path("index").asInt(), text);
      }
    }
  }

  /** The whole texts in the last event. */
  static List<Completion> completions(JsonNode event) {
    List<Completion> all = new ArrayList<>();
    for (JsonNode node : event.path(Wire.EXTENSION).path(Wire.COMPLETIONS)) {
      all.add(Wire.completion(node.path("text").asText(), node));
    }
    return all;
  }
}
