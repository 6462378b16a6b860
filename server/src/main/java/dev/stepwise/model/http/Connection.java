package dev.stepwise.model.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to one server. Cancelling a budget closes the request's connection at once, which every
 * server takes as a reason to stop.
 */
public final class Connection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20;
  private static final int LONGEST_MESSAGE = 300;

  private final URI base;
  private final String key;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param base what paths are appended to, without a slash at its end
   * @param key bearer token, or empty for none
   */
  public Connection(URI base, String key, HttpClient client) {
    this.base = base;
    this.key = key;
    this.client = client;
  }

  /** The server was there but would not. */
  public static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }

  /** What becomes of an answer's body. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(HttpResponse<InputStream> response) throws IOException;
  }

  /** What is asked, for messages. */
  public URI base() {
    return base;
  }

  /**
   * Sends JSON and reads JSON.
   *
   * @throws IOException if the server cannot be reached, breaks off or does not answer in time
   * @throws Refusal if it answers with an error
   * @throws CancellationException if the budget was cancelled
   */
  public JsonNode post(String path, JsonNode body, Budget budget) throws IOException {
    return call(path, body, response -> json.readTree(response.body()), budget);
  }

  /** Like {@link #post}, without a body. */
  public JsonNode get(String path, Budget budget) throws IOException {
    HttpRequest request = builder(path).GET().build();
    return call(request, response -> json.readTree(response.body()), budget);
  }

  /** Sends JSON and hands the answer, whose status is 200, to {@code reader}. */
  public <T> T call(String path, JsonNode body, Reader<T> reader, Budget budget)
      throws IOException {
    HttpRequest request =
        builder(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    return call(request, reader, budget);
  }

  private HttpRequest.Builder builder(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
    if (!key.isEmpty()) {
      builder.header("Authorization", "Bearer " + key);
    }
    return builder;
  }

  private <T> T call(HttpRequest request, Reader<T> reader, Budget budget) throws IOException {
    Future<T> answer = threads.submit(() -> exchange(request, reader));
    try {
      while (!ended(answer)) {
        budget.checkCancelled();
        if (budget.exhausted()) {
          throw new IOException("no answer in time");
        }
      }
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw unwrapped(Objects.requireNonNull(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean ended(Future<?> answer) throws InterruptedException, ExecutionException {
    try {
      answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private <T> T exchange(HttpRequest request, Reader<T> reader)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw refusal(
            response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      return reader.read(response);
    }
  }

  private Refusal refusal(int status, String body) {
    String message = body;
    try {
      JsonNode error = json.readTree(body).path("error");
      message = error.path("message").asText(error.asText(body));
    } catch (JacksonException e) {
      message = body; // not JSON: told as it is
    }
    String line = message.isBlank() ? "no reason given" : message.strip().replaceAll("\\s+", " ");
    return new Refusal(
        status,
        "HTTP %d: %s"
            .formatted(status, line.substring(0, Math.min(LONGEST_MESSAGE, line.length()))));
  }

  private static IOException unwrapped(Throwable cause) {
    return switch (cause) {
      case JacksonException e -> throw new ModelException("the server answered no JSON", e);
      case IOException e -> e;
      case RuntimeException e -> throw e;
      default -> new IOException(String.valueOf(cause.getMessage()), cause);
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
