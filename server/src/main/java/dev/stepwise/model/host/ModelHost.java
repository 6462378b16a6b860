package dev.stepwise.model.host;

import com.sun.net.httpserver.HttpServer;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One model, offered on the loopback interface to all editors of this user. Leaves when nobody
 * asked anything for a while, or when its file is gone or names another host.
 *
 * <p>It speaks the OpenAI API: {@code /v1/models}, {@code /v1/completions}, {@code
 * /v1/chat/completions}, {@code /health}. What that has no words for:
 *
 * <ul>
 *   <li>{@code /stepwise/score}: {@code prefix} and {@code continuations}, each an array of {@code
 *       {"text", "special"}}; answers {@code scores}.
 *   <li>{@code /stepwise/tokens}: {@code prompt}; answers {@code count}.
 *   <li>{@code /stepwise/chat}: {@code messages}; answers {@code prompt}, absent if the model has
 *       no chat template.
 *   <li>{@code /stepwise/fill}: {@code before} and {@code after}; answers {@code prompt}, absent if
 *       the model was not trained to fill in the middle.
 *   <li>{@code "background": true} in a score request, or in {@code stepwise} of a completions
 *       request: it waits between batches while any other request is open. {@code budget_ms} in the
 *       same places is the most time it may take.
 * </ul>
 */
public final class ModelHost implements AutoCloseable {
  private static final int TOKEN_BYTES = 32;
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Activity activity = new Activity();
  private final HostFile me;
  private final Path file;

  private ModelHost(HttpServer server, HostFile me, Path file) {
    this.server = server;
    this.me = me;
    this.file = file;
  }

  /**
   * Starts to answer and then tells where, in {@code file}.
   *
   * @throws UserException if the file cannot be written
   */
  public static ModelHost start(LanguageModel model, Path file) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      HostFile me =
          new HostFile(server.getAddress().getPort(), token(), ProcessHandle.current().pid());
      ModelHost host = new ModelHost(server, me, file);
      Meter meter = new Meter(model);
      Guard guard = new Guard(me.token(), host.activity);
      server.setExecutor(host.threads);
      server.createContext("/", guard.around(new NotFound()));
      server.createContext("/health", guard.around(new HealthRoute()));
      server.createContext("/v1/models", guard.around(new ModelsRoute(model)));
      server.createContext("/v1/completions", guard.around(new CompletionsRoute(meter)));
      server.createContext("/v1/chat/completions", guard.around(new ChatRoute(meter)));
      server.createContext("/stepwise/score", guard.around(new ScoreRoute(meter)));
      server.createContext("/stepwise/tokens", guard.around(new TokensRoute(model)));
      server.createContext("/stepwise/chat", guard.around(PromptRoute.chat(model)));
      server.createContext("/stepwise/fill", guard.around(PromptRoute.fill(model)));
      server.start();
      me.write(file);
      return host;
    } catch (IOException e) {
      throw new UserException("cannot start the model host: " + e.getMessage(), e);
    }
  }

  /** Returns when nobody needs this host any more; from then on it refuses requests. */
  public void serveUntilIdle(Duration idle) {
    try {
      while (!activity.closeIfIdle(idle)) {
        activity.await(idle.compareTo(LOOK) < 0 ? idle : LOOK);
        if (!mine()) {
          activity.closeIfIdle(Duration.ZERO);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private boolean mine() {
    try {
      return HostFile.read(file).filter(me::equals).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  @Override
  public void close() {
    try {
      me.delete(file);
    } catch (IOException e) {
      throw new UserException("cannot delete " + file + ": " + e.getMessage(), e);
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
