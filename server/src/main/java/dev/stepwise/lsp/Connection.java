package dev.stepwise.lsp;

import com.google.gson.GsonBuilder;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;

/** Serves one client over a pair of streams until it goes. */
public final class Connection {
  private final Parts parts;
  private final PrintStream log;

  /**
   * @param log where failures of the connection itself are written; never the output stream
   */
  public Connection(Parts parts, PrintStream log) {
    this.parts = parts;
    this.log = log;
  }

  /**
   * Serves until exit, the end of input, or the end of the process that the client names.
   *
   * @return 0 after an orderly shutdown, else 1
   */
  public int serve(InputStream input, OutputStream output) throws InterruptedException {
    CompletableFuture<StepwiseClient> client = new CompletableFuture<>();
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    StepwiseServer server = new StepwiseServer(parts, client, exit);
    // Not closed: it may wait for input of a client that said exit and never closes its end.
    ExecutorService reader = Executors.newSingleThreadExecutor(this::daemon);
    try {
      Launcher<StepwiseClient> launcher =
          new Launcher.Builder<StepwiseClient>()
              .setLocalService(server)
              .setRemoteInterface(StepwiseClient.class)
              .setInput(input)
              .setOutput(output)
              .setExecutorService(reader)
              .setExceptionHandler(Requests::error)
              .wrapMessages(this::guarded)
              .configureGson(Connection::configure)
              .create();
      client.complete(launcher.getRemoteProxy());
      Future<Void> listening = launcher.startListening();
      Thread.ofVirtual().start(() -> endWithInput(listening, exit));
      int code = exit.get();
      listening.cancel(true);
      server.close();
      return code;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      reader.shutdownNow();
    }
  }

  private static void endWithInput(Future<Void> listening, CompletableFuture<Integer> exit) {
    try {
      listening.get();
      exit.complete(1);
    } catch (InterruptedException | ExecutionException | CancellationException _) {
      exit.complete(1);
    }
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stepwise-reader");
    thread.setDaemon(true);
    return thread;
  }

  /** No failure of a handler, not even an Error, may end the reader; failing to send is told. */
  private MessageConsumer guarded(MessageConsumer inner) {
    if (!(inner instanceof RemoteEndpoint)) {
      return inner;
    }
    return message -> {
      try {
        inner.consume(message);
      } catch (RuntimeException | Error e) {
        log.println("stepwise: " + message.getClass().getSimpleName() + ": " + Failures.stack(e));
      }
    };
  }

  static void configure(GsonBuilder gson) {
    gson.registerTypeAdapterFactory(new AnnotatedEditAdapter());
  }
}
