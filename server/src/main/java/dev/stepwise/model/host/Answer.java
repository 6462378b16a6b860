package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer on its way: at once, after blanks, or as a stream of events. */
final class Answer {
  private final HttpExchange exchange;
  private final ObjectMapper json = new ObjectMapper();
  private boolean begun;
  private boolean streams;

  Answer(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /** Makes this a stream of events. */
  void stream() {
    streams = true;
  }

  /** Sends something without meaning; returns whether the client still listens. */
  boolean tick() {
    try {
      begin();
      write(streams ? ": wait\n\n" : " ");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a piece of a stream; returns whether the client still listens. */
  boolean event(JsonNode piece) {
    try {
      begin();
      write("data: " + piece + "\n\n");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends the answer; a stream ends without one. */
  void end(JsonNode answer) throws IOException {
    if (streams) {
      begin();
      write("data: [DONE]\n\n");
    } else if (begun) {
      write(answer.toString());
    } else {
      whole(200, answer);
    }
  }

  /** Sends an error; where the status is out already, only the body tells. */
  void fail(int status, String type, String message) throws IOException {
    ObjectNode body = json.createObjectNode();
    body.putObject("error").put("message", message).put("type", type).put("code", status);
    if (begun && streams) {
      write("data: " + body + "\n\ndata: [DONE]\n\n");
    } else if (begun) {
      write(body.toString());
    } else {
      whole(status, body);
    }
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      exchange
          .getResponseHeaders()
          .set("Content-Type", streams ? "text/event-stream" : "application/json");
      exchange.sendResponseHeaders(200, 0);
    }
  }

  private void write(String text) throws IOException {
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private void whole(int status, JsonNode body) throws IOException {
    begun = true;
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
