package dev.stepwise.lsp;

import com.google.gson.GsonBuilder;
import dev.stepwise.index.Gate;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/** Serves one client over a pair of streams until it goes. */
public final class Connection {
  /** Takes its time, and nobody waits for it. */
  private static final String COMPILING = "textDocument/diagnostic";

  private final Parts parts;
  private final PrintStream log;

  /** Closed while the client waits for an answer. */
  private final Gate gate = new Gate();

  /** The requests that it waits for. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

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
    StepwiseServer server = new StepwiseServer(parts, client, exit, gate);
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
      return message -> {
        try {
          inner.consume(message);
        } finally {
          answered(message);
        }
      };
    }
    return message -> {
      try {
        asked(message);
        inner.consume(message);
      } catch (RuntimeException | Error e) {
        log.println("stepwise: " + message.getClass().getSimpleName() + ": " + Failures.stack(e));
      }
    };
  }

  private void asked(Message message) {
    if (message instanceof RequestMessage request
        && !request.getMethod().equals(COMPILING)
        && asked.add(request.getId())) {
      gate.close();
    }
  }

  private void answered(Message message) {
    if (message instanceof ResponseMessage response && asked.remove(response.getId())) {
      gate.open();
    }
  }

  static void configure(GsonBuilder gson) {
    gson.registerTypeAdapterFactory(new AnnotatedEditAdapter());
  }
}
