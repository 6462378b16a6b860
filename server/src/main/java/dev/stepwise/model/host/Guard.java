package dev.stepwise.model.host;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all routes share: the token, counting who is served, errors as OpenAI writes them, and
 * noticing that a client hung up. The JDK's server does not tell that, so while an answer is
 * awaited a blank goes out now and then, which JSON allows; the first that cannot be sent cancels.
 */
final class Guard {
  private static final int MOST_BYTES = 64 << 20;
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int TICK_MILLIS = 25;
  private static final int QUIET_TICKS = 4;

  private final byte[] authorisation;
  private final Activity activity;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ObjectMapper json = new ObjectMapper();

  Guard(String token, Activity activity) {
    this.authorisation = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.activity = activity;
  }

  HttpHandler around(Route route) {
    return exchange -> {
      boolean begun = activity.begin();
      try (exchange) {
        Answer answer = new Answer(exchange);
        if (!begun) {
          answer.fail(503, "unavailable", "this host is leaving");
        } else if (!known(exchange)) {
          answer.fail(401, "unauthorized", "wrong or missing token");
        } else {
          serve(exchange, route, answer);
        }
      } finally {
        if (begun) {
          activity.end();
        }
      }
    };
  }

  private boolean known(HttpExchange exchange) {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    return shown != null
        && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), authorisation);
  }

  private void serve(HttpExchange exchange, Route route, Answer answer) throws IOException {
    AtomicBoolean gone = new AtomicBoolean();
    try {
      JsonNode body = body(exchange);
      long millis =
          body.path("budget_ms").asLong(body.path("stepwise").path("budget_ms").asLong(0));
      Duration limit = millis > 0 ? Duration.ofMillis(millis) : LONGEST;
      Route.Asked asked =
          new Route.Asked(exchange.getRequestURI().getPath(), body, Budget.of(limit, gone::get));
      if (body.path("stream").asBoolean(false)) {
        answer.stream();
      }
      BlockingQueue<JsonNode> pieces = new LinkedBlockingQueue<>();
      Future<JsonNode> work = threads.submit(() -> answered(route, asked, pieces));
      answer.end(await(work, pieces, answer, gone));
    } catch (Route.BadRequest e) {
      answer.fail(e.status(), "invalid_request_error", String.valueOf(e.getMessage()));
    } catch (ModelException e) {
      answer.fail(400, "model_error", String.valueOf(e.getMessage()));
    } catch (CancellationException e) {
      answer.fail(408, "cancelled", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      answer.fail(500, "server_error", e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static JsonNode answered(Route route, Route.Asked asked, BlockingQueue<JsonNode> pieces)
      throws IOException {
    try {
      return route.answer(asked, pieces::add);
    } finally {
      pieces.add(MissingNode.getInstance());
    }
  }

  /**
   * Sends pieces as they come, so that a slow client never holds up the model; a missing node ends
   * them.
   */
  private static JsonNode await(
      Future<JsonNode> work, BlockingQueue<JsonNode> pieces, Answer answer, AtomicBoolean gone)
      throws IOException {
    try {
      for (int ticks = 0; ; ) {
        JsonNode piece = pieces.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (piece == null) {
          boolean listens = gone.get() || ++ticks <= QUIET_TICKS || answer.tick();
          gone.compareAndSet(false, !listens);
        } else if (piece.isMissingNode()) {
          return work.get();
        } else if (!gone.get()) {
          gone.set(!answer.event(piece));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      gone.set(true);
      throw new CancellationException("the host is leaving");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw new ModelException("the host failed: " + cause, cause);
      }
      throw new IOException(e.getCause());
    }
  }

  private JsonNode body(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      return MissingNode.getInstance();
    }
    byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new Route.BadRequest(413, "the request is larger than " + MOST_BYTES + " bytes");
    }
    try {
      JsonNode body = json.readTree(bytes);
      return body.isObject() ? body : JsonNodeFactory.instance.objectNode();
    } catch (JacksonException e) {
      throw new Route.BadRequest(400, "no valid JSON: " + e.getOriginalMessage());
    }
  }
}
