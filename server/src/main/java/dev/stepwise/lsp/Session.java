package dev.stepwise.lsp;

import dev.stepwise.settings.ServerSettings;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Documents;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;

/**
 * What all features of one connection share, from initialize to exit. Everything in it is immutable
 * or safe for use by several threads.
 */
final class Session implements AutoCloseable {
  private final StepwiseClient client;
  private final ClientFeatures features;
  private final Proto proto;
  private final Roots roots;
  private final Documents documents = new Documents();
  private final Uris uris = new Uris();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("stepwise-work-", 1).daemon().factory());
  private volatile ServerSettings settings = ServerSettings.DEFAULTS;

  Session(StepwiseClient client, ClientFeatures features, Roots roots) {
    this.client = client;
    this.features = features;
    this.proto = new Proto(features.encoding());
    this.roots = roots;
  }

  StepwiseClient client() {
    return client;
  }

  ClientFeatures features() {
    return features;
  }

  Proto proto() {
    return proto;
  }

  Documents documents() {
    return documents;
  }

  Uris uris() {
    return uris;
  }

  Roots roots() {
    return roots;
  }

  /** For answering requests: one virtual thread for each. */
  ExecutorService threads() {
    return threads;
  }

  /**
   * For work that computes for long, fixes and compiling: platform threads, since a few busy
   * virtual ones would keep all requests waiting.
   */
  ExecutorService workers() {
    return workers;
  }

  ServerSettings settings() {
    return settings;
  }

  /** Takes what the client sent; what does not fit is told and the old settings stay. */
  void settings(Map<String, ?> values) {
    try {
      settings = settings.with(values);
    } catch (UserException e) {
      show(MessageType.Warning, e.getMessage());
    }
  }

  void show(MessageType type, String message) {
    client.showMessage(new MessageParams(type, "Stepwise: " + message));
  }

  void log(String message) {
    client.logMessage(new MessageParams(MessageType.Log, message));
  }

  /** Lets a request to the client go its way; a failure is logged, since nobody waits for it. */
  void unattended(CompletableFuture<?> answer) {
    CompletableFuture<?> _ =
        answer.whenComplete(
            (result, failure) -> {
              if (failure != null) {
                log("the client did not answer: " + failure);
              }
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    workers.shutdownNow();
  }
}
