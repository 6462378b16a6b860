package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.edit.TextEdit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.ClientInfo;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowDocumentParams;
import org.eclipse.lsp4j.ShowDocumentResult;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.services.LanguageServer;

/**
 * An editor without a screen: connected to a server over pipes, with buffers that it edits itself.
 * What the server sends lies in {@link #inbox} until a test reads it; {@link #close} fails where
 * something was not read.
 */
final class Editor implements StepwiseClient, AutoCloseable {
  static final long PATIENCE_SECONDS = 20;

  /** The server's side with our own requests. */
  interface Server extends LanguageServer {
    @JsonRequest("stepwise/trace")
    CompletableFuture<JsonObject> trace(JsonObject params);

    @JsonRequest("stepwise/status")
    CompletableFuture<JsonObject> status(JsonObject params);
  }

  final LinkedBlockingDeque<Object> inbox = new LinkedBlockingDeque<>();
  private final Map<String, Buffer> buffers = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Pipe toServer;
  private final Server server;
  private final Path folder;
  private long patienceSeconds = PATIENCE_SECONDS;
  private PositionEncoding encoding = PositionEncoding.UTF_16;
  private volatile Function<ShowMessageRequestParams, CompletableFuture<MessageActionItem>>
      answers = q -> CompletableFuture.completedFuture(new MessageActionItem(Presenter.APPLY));
  private volatile Function<ApplyWorkspaceEditParams, ApplyWorkspaceEditResponse> applies =
      this::applyVersioned;

  private record Buffer(int version, String text) {}

  Editor(Parts parts, Path folder) {
    this.folder = folder;
    try {
      toServer = Pipe.open();
      Pipe toClient = Pipe.open();
      Connection connection = new Connection(parts, System.err);
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  exitCode.complete(
                      connection.serve(
                          Channels.newInputStream(toServer.source()),
                          Channels.newOutputStream(toClient.sink())));
                } catch (InterruptedException | RuntimeException e) {
                  exitCode.completeExceptionally(e);
                }
              });
      server =
          connect(
              Channels.newInputStream(toClient.source()),
              Channels.newOutputStream(toServer.sink()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Around a server in a process of its own. */
  Editor(Process process, Path folder) throws IOException {
    this.folder = folder;
    toServer = Pipe.open();
    CompletableFuture<?> _ = process.onExit().thenAccept(p -> exitCode.complete(p.exitValue()));
    server = connect(process.getInputStream(), process.getOutputStream());
  }

  private Server connect(InputStream in, OutputStream out) {
    Launcher<Server> launcher =
        new Launcher.Builder<Server>()
            .setLocalService(this)
            .setRemoteInterface(Server.class)
            .setInput(in)
            .setOutput(out)
            .create();
    launcher.startListening();
    return launcher.getRemoteProxy();
  }

  /** Waits longer for messages, of a server that computes. */
  Editor waiting(long seconds) {
    patienceSeconds = seconds;
    return this;
  }

  Server server() {
    return server;
  }

  Editor answering(Function<ShowMessageRequestParams, CompletableFuture<MessageActionItem>> how) {
    answers = how;
    return this;
  }

  Editor applying(Function<ApplyWorkspaceEditParams, ApplyWorkspaceEditResponse> how) {
    applies = how;
    return this;
  }

  InitializeResult start(Consumer<ClientCapabilities> capabilities, Map<String, ?> settings)
      throws Exception {
    ClientCapabilities can = new ClientCapabilities();
    capabilities.accept(can);
    return start(can, "", settings);
  }

  /**
   * @param name of the client, empty where it has none
   */
  InitializeResult start(ClientCapabilities can, String name, Map<String, ?> settings)
      throws Exception {
    InitializeParams params = new InitializeParams();
    if (!name.isEmpty()) {
      params.setClientInfo(new ClientInfo(name));
    }
    params.setWorkspaceFolders(List.of(new WorkspaceFolder(folder.toUri().toString(), "toy")));
    params.setCapabilities(can);
    params.setInitializationOptions(settings);
    InitializeResult result = get(server.initialize(params));
    encoding =
        Arrays.stream(PositionEncoding.values())
            .filter(
                e -> ClientFeatures.name(e).equals(result.getCapabilities().getPositionEncoding()))
            .findFirst()
            .orElseThrow();
    server.initialized(new InitializedParams());
    return result;
  }

  static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for the next message of a type and takes it out; others stay. */
  <T> T next(Class<T> type) throws InterruptedException {
    return next(type, m -> true);
  }

  <T> T next(Class<T> type, java.util.function.Predicate<T> which) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
    synchronized (inbox) {
      while (true) {
        for (Iterator<Object> i = inbox.iterator(); i.hasNext(); ) {
          Object message = i.next();
          if (type.isInstance(message) && which.test(type.cast(message))) {
            i.remove();
            return type.cast(message);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        assertThat(left).as("no %s came; unread: %s", type.getSimpleName(), inbox).isPositive();
        inbox.wait(left);
      }
    }
  }

  private <T> void receive(T message) {
    synchronized (inbox) {
      inbox.add(message);
      inbox.notifyAll();
    }
  }

  // Buffers

  String uri(String name) {
    return folder.resolve(name).toUri().toString();
  }

  String open(String name, String text) {
    return open(folder.resolve(name), text);
  }

  /** Opens a file wherever it lies. */
  String open(Path file, String text) {
    String uri = file.toUri().toString();
    synchronized (buffers) {
      buffers.put(uri, new Buffer(1, text));
      server
          .getTextDocumentService()
          .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "java", 1, text)));
    }
    return uri;
  }

  String text(String uri) {
    synchronized (buffers) {
      return buffers.get(uri).text();
    }
  }

  int version(String uri) {
    synchronized (buffers) {
      return buffers.get(uri).version();
    }
  }

  /** Edits a buffer as a user would, and tells the server. */
  void type(String uri, TextEdit edit) {
    synchronized (buffers) {
      send(uri, List.of(edit));
    }
  }

  private void send(String uri, List<TextEdit> edits) {
    Buffer buffer = buffers.get(uri);
    // One after another from the end, as editors do: earlier offsets stay right.
    String text = buffer.text();
    List<TextDocumentContentChangeEvent> events = new ArrayList<>();
    for (TextEdit edit :
        edits.stream()
            .sorted((a, b) -> Integer.compare(b.range().start(), a.range().start()))
            .toList()) {
      Range range = new Proto(encoding).range(LineIndex.of(text), edit.range());
      events.add(new TextDocumentContentChangeEvent(range, edit.newText()));
      text = TextEdit.apply(text, List.of(edit));
    }
    int version = buffer.version() + 1;
    buffers.put(uri, new Buffer(version, text));
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, version), events));
  }

  /** As VS Code does: all or nothing, and nothing if a document is newer. */
  ApplyWorkspaceEditResponse applyVersioned(ApplyWorkspaceEditParams params) {
    synchronized (buffers) {
      WorkspaceEdit edit = params.getEdit();
      if (edit.getDocumentChanges() != null) {
        for (var change : edit.getDocumentChanges()) {
          VersionedTextDocumentIdentifier id = change.getLeft().getTextDocument();
          if (id.getVersion() != null && version(id.getUri()) != id.getVersion()) {
            return new ApplyWorkspaceEditResponse(false);
          }
        }
      }
      applyNow(edit);
      return new ApplyWorkspaceEditResponse(true);
    }
  }

  /** Applies edits to the buffers as they are. */
  void applyNow(WorkspaceEdit edit) {
    synchronized (buffers) {
      if (edit.getDocumentChanges() != null) {
        edit.getDocumentChanges()
            .forEach(
                c -> {
                  TextDocumentEdit change = c.getLeft();
                  apply(
                      change.getTextDocument().getUri(),
                      change.getEdits().stream().map(e -> e.getLeft()).toList());
                });
      } else {
        edit.getChanges().forEach(this::apply);
      }
    }
  }

  private void apply(String uri, List<org.eclipse.lsp4j.TextEdit> edits) {
    LineIndex lines = LineIndex.of(text(uri));
    send(
        uri,
        edits.stream()
            .map(e -> new TextEdit(new Proto(encoding).range(lines, e.getRange()), e.getNewText()))
            .toList());
  }

  // What the server sends

  @Override
  public CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(ApplyWorkspaceEditParams params) {
    ApplyWorkspaceEditResponse answer = applies.apply(params);
    receive(params);
    return CompletableFuture.completedFuture(answer);
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    receive(params);
    return answers.apply(params);
  }

  @Override
  public void preview(Preview preview) {
    receive(preview);
  }

  @Override
  public CompletableFuture<ShowDocumentResult> showDocument(ShowDocumentParams params) {
    receive(params);
    return CompletableFuture.completedFuture(new ShowDocumentResult(true));
  }

  @Override
  public CompletableFuture<List<Object>> configuration(ConfigurationParams params) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<Void> refreshDiagnostics() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> refreshCodeLenses() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> registerCapability(RegistrationParams params) {
    receive(params);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void notifyProgress(ProgressParams params) {
    receive(params);
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
    receive(diagnostics);
  }

  @Override
  public void showMessage(MessageParams params) {
    receive(params);
  }

  @Override
  public void logMessage(MessageParams params) {
    receive(params);
  }

  @Override
  public void status(JsonObject status) {
    receive(status);
  }

  @Override
  public void telemetryEvent(Object object) {
    throw new AssertionError("there is no telemetry");
  }

  // The end

  int stop() throws Exception {
    get(server.shutdown());
    server.exit();
    return get(exitCode);
  }

  /** Ends the server's input without a word, as a killed editor does. */
  int vanish() throws Exception {
    toServer.sink().close();
    return get(exitCode);
  }

  @Override
  public void close() {
    if (!exitCode.isDone()) {
      server.shutdown().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      server.exit();
      assertThat(exitCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join()).isZero();
    }
    assertThat(inbox).as("unread messages").isEmpty();
  }
}
