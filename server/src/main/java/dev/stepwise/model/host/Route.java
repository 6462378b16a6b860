package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.util.function.Consumer;

/** One kind of request. */
@FunctionalInterface
interface Route {

  /**
   * Answers a request.
   *
   * @param events where an answer in pieces goes
   * @return the answer; missing if it went out in pieces
   * @throws BadRequest if the client asked for what cannot be
   */
  JsonNode answer(Asked asked, Consumer<JsonNode> events) throws IOException;

  /**
   * What was asked.
   *
   * @param body missing for GET
   * @param budget cancelled as soon as the client hangs up
   */
  record Asked(String path, JsonNode body, Budget budget) {}

  /** What the client did wrong, with a status of 4xx. */
  final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    BadRequest(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
