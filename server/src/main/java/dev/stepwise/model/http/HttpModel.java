package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A model on any server with the OpenAI API: llama-server, Ollama, LM Studio, vLLM, our host. */
public final class HttpModel implements LanguageModel {
  private static final Duration COUNTING = Duration.ofSeconds(30);

  private final ModelServer server;
  private final URI address;
  private final boolean view;

  private HttpModel(ModelServer server, URI address, boolean view) {
    this.server = server;
    this.address = address;
    this.view = view;
  }

  /**
   * Finds out what the server runs and what it can do.
   *
   * @param url the server's root or its {@code /v1}; the fragment names the model where it has
   *     several, as in {@code http://localhost:11434#qwen2.5-coder:1.5b}
   * @param key bearer token, or empty for none
   * @throws UserException if there is no such server or model
   */
  public static HttpModel connect(String url, String key, HttpClient client, Budget budget) {
    URI root = root(url);
    Connection beside = new Connection(root, key, client);
    Connection api = new Connection(URI.create(root + "/v1"), key, client);
    try {
      JsonNode listed = api.get("/models", budget).path("data");
      JsonNode chosen = choose(listed, URI.create(url).getFragment(), url);
      if (chosen.path("owned_by").asText().equals(Wire.OWNER)) {
        return new HttpModel(StepwiseServer.of(beside, chosen), root, false);
      }
      Abilities abilities = Abilities.find(api, beside, chosen.path("id").asText(), chosen, budget);
      return new HttpModel(new OpenAiServer(api, abilities), root, false);
    } catch (IOException e) {
      throw new UserException("no model server answers at " + root + "; is it running?", e);
    } catch (Connection.Refusal e) {
      String hint = e.status() == 401 || e.status() == 403 ? "; set STEPWISE_API_KEY" : "";
      throw new UserException(root + " refused: " + e.getMessage() + hint, e);
    }
  }

  private static URI root(String url) {
    try {
      URI given = URI.create(url);
      if (given.getHost() == null) {
        throw new UserException("'" + url + "' names no host; try http://localhost:8080");
      }
      String path = given.getPath().replaceFirst("/+$", "").replaceFirst("/v1$", "");
      return URI.create(given.getScheme() + "://" + given.getAuthority() + path);
    } catch (IllegalArgumentException e) {
      throw new UserException("'" + url + "' is no valid URL: " + e.getMessage(), e);
    }
  }

  private static JsonNode choose(
      JsonNode listed, @org.jspecify.annotations.Nullable String wanted, String url) {
    List<JsonNode> models = StreamSupport.stream(listed.spliterator(), false).toList();
    List<String> names = models.stream().map(m -> m.path("id").asText()).toList();
    if (models.isEmpty()) {
      throw new UserException(url + " runs no model; load one there first");
    }
    if (wanted == null) {
      if (models.size() > 1) {
        throw new UserException(
            "%s has %d models; append # and one of: %s"
                .formatted(url, models.size(), String.join(", ", names)));
      }
      return models.getFirst();
    }
    int index = names.indexOf(wanted);
    if (index < 0) {
      throw new UserException(
          "%s has no model '%s'; it has: %s".formatted(url, wanted, String.join(", ", names)));
    }
    return models.get(index);
  }

  @Override
  public ModelInfo info() {
    return server.info();
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) {
    return told(() -> server.complete(request, budget));
  }

  @Override
  public List<Completion> complete(Request request, Budget budget, Pieces pieces) {
    return told(() -> server.complete(request, budget, pieces));
  }

  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
    return told(() -> server.score(prefix, continuations, budget));
  }

  @Override
  public int countTokens(Prompt prompt) {
    return told(() -> server.countTokens(prompt, Budget.of(COUNTING)));
  }

  @Override
  public Optional<Prompt> chat(List<ChatMessage> messages) {
    return told(() -> server.chat(messages, Budget.of(COUNTING)));
  }

  @Override
  public Optional<Prompt> fillIn(String before, String after) {
    return told(() -> server.fillIn(before, after, Budget.of(COUNTING)));
  }

  @Override
  public LanguageModel inBackground() {
    return new HttpModel(server.inBackground(), address, true);
  }

  @Override
  public Usage usage() {
    return server.usage();
  }

  @Override
  public void close() {
    if (!view) {
      server.close();
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T told(Call<T> call) {
    try {
      return call.run();
    } catch (IOException e) {
      throw new ModelException("the model server at " + address + " is gone: " + e.getMessage(), e);
    } catch (Connection.Refusal e) {
      throw new ModelException("the model server at " + address + " refused: " + e.getMessage(), e);
    }
  }
}
