package dev.stepwise.bench.editors;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/** A client without an editor around a server process; what it is asked it declines. */
final class RawClient implements LanguageClient, AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final LanguageServer server;
  private final long began = System.nanoTime();
  private final CompletableFuture<Double> diagnosed = new CompletableFuture<>();

  /** What is shown as running, by the title that it began with. */
  private final Map<String, String> running = new ConcurrentHashMap<>();

  /**
   * @param command starts the server
   * @throws UserException if there is no such program
   */
  RawClient(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UserException("cannot start the server: " + e.getMessage(), e);
    }
    Launcher<LanguageServer> launcher =
        LSPLauncher.createClientLauncher(this, process.getInputStream(), process.getOutputStream());
    server = launcher.getRemoteProxy();
    var _ = launcher.startListening();
  }

  /** Opens a folder; returns the milliseconds from the start of the process. */
  double initialize(Path folder) throws InterruptedException {
    InitializeParams params = new InitializeParams();
    params.setProcessId((int) ProcessHandle.current().pid());
    params.setWorkspaceFolders(List.of(new WorkspaceFolder(folder.toUri().toString(), "bench")));
    ClientCapabilities can = new ClientCapabilities();
    WindowClientCapabilities window = new WindowClientCapabilities();
    window.setWorkDoneProgress(true);
    can.setWindow(window);
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setApplyEdit(true);
    can.setWorkspace(workspace);
    params.setCapabilities(can);
    params.setInitializationOptions(Map.of("allowUnsandboxed", true, "diagnostics", "on"));
    get(server.initialize(params));
    double millis = since(began);
    server.initialized(new InitializedParams());
    return millis;
  }

  String open(Path file, String text) {
    String uri = file.toUri().toString();
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "java", 1, text)));
    return uri;
  }

  /** Types an empty line at the beginning of a document. */
  void type(String uri, int version) {
    Range start = new Range(new Position(0, 0), new Position(0, 0));
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, version),
                List.of(new TextDocumentContentChangeEvent(start, "\n"))));
  }

  /** From the start of the process to the first diagnostics that are not none. */
  double diagnosed() throws InterruptedException {
    return get(diagnosed);
  }

  /** Asks for the actions of a line, as a user does; returns the milliseconds. */
  double actions(String uri, int line) throws InterruptedException {
    Range range = new Range(new Position(line, 0), new Position(line, 8));
    Diagnostic theirs = new Diagnostic(range, "not as it should be");
    theirs.setSource("linter");
    CodeActionContext context = new CodeActionContext(List.of(theirs));
    context.setTriggerKind(CodeActionTriggerKind.Invoked);
    long asked = System.nanoTime();
    return get(
        server
            .getTextDocumentService()
            .codeAction(new CodeActionParams(new TextDocumentIdentifier(uri), range, context))
            .thenApply(
                found -> {
                  if (found.isEmpty()) {
                    throw new IllegalStateException("no actions at line " + line + " of " + uri);
                  }
                  return since(asked);
                }));
  }

  /** What stands above the tests of a document. */
  List<Command> lenses(String uri) throws InterruptedException {
    return get(
            server
                .getTextDocumentService()
                .codeLens(new CodeLensParams(new TextDocumentIdentifier(uri))))
        .stream()
        .map(CodeLens::getCommand)
        .toList();
  }

  void execute(Command command) throws InterruptedException {
    get(
        server
            .getWorkspaceService()
            .executeCommand(
                new ExecuteCommandParams(command.getCommand(), command.getArguments())));
  }

  /** Whether anything whose title contains the word is shown as running. */
  boolean runs(String word) {
    return running.values().stream().anyMatch(title -> title.contains(word));
  }

  private static <T> T get(CompletableFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UserException("the server does not answer: " + e, e);
    }
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e6;
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
    if (!diagnostics.getDiagnostics().isEmpty()) {
      diagnosed.complete(since(began));
    }
  }

  @Override
  public CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void notifyProgress(ProgressParams params) {
    String token = params.getToken().map(t -> t, String::valueOf);
    switch (params.getValue().getLeft()) {
      case WorkDoneProgressBegin begin -> running.put(token, begin.getTitle());
      case WorkDoneProgressEnd end -> running.remove(token);
      default -> {}
    }
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    return CompletableFuture.completedFuture(new MessageActionItem("Discard"));
  }

  @Override
  public CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(ApplyWorkspaceEditParams params) {
    return CompletableFuture.completedFuture(new ApplyWorkspaceEditResponse(false));
  }

  @Override
  public CompletableFuture<Void> registerCapability(RegistrationParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void telemetryEvent(Object object) {
    throw new IllegalStateException("there is no telemetry");
  }

  @Override
  public void showMessage(MessageParams params) {
    // Said to a user; there is none.
  }

  @Override
  public void logMessage(MessageParams params) {
    // Said to a user; there is none.
  }

  @Override
  public void close() {
    try {
      get(server.shutdown());
      server.exit();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new UserException("the server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
