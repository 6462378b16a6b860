package dev.stepwise.lsp;

import com.google.gson.JsonObject;
import dev.stepwise.index.Gate;
import dev.stepwise.settings.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.DiagnosticRegistrationOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.ExecuteCommandOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** One connection's life: initialize, the requests of our own, shutdown and exit. */
final class StepwiseServer implements LanguageServer {
  /**
   * All files: everything that is text is indexed, and a folder that is deleted or renamed is told
   * by its own name only.
   */
  private static final String WATCHED = "**/*";

  private final Parts parts;
  private final CompletableFuture<StepwiseClient> client;
  private final CompletableFuture<Integer> exit;
  private final Gate gate;
  private final TextFeatures text = new TextFeatures(this::features);
  private final WorkspaceFeatures workspace = new WorkspaceFeatures(this::features);
  private volatile Optional<Features> features = Optional.empty();
  private volatile boolean down;

  /**
   * @param client known once the connection stands
   * @param exit completed with the exit code when the connection is to end
   * @param gate closed while the client waits for an answer
   */
  StepwiseServer(
      Parts parts,
      CompletableFuture<StepwiseClient> client,
      CompletableFuture<Integer> exit,
      Gate gate) {
    this.parts = parts;
    this.client = client;
    this.exit = exit;
    this.gate = gate;
  }

  /** The features, once initialized and until shut down. */
  private Features features() {
    Features ready =
        features.orElseThrow(
            () -> refuse(ResponseErrorCode.ServerNotInitialized, "not initialized"));
    if (down) {
      throw refuse(ResponseErrorCode.InvalidRequest, "shut down");
    }
    return ready;
  }

  private static ResponseErrorException refuse(ResponseErrorCode code, String message) {
    return new ResponseErrorException(new ResponseError(code, message, null));
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    if (features.isPresent()) {
      throw refuse(ResponseErrorCode.InvalidRequest, "initialized already");
    }
    ClientFeatures able = ClientFeatures.of(params);
    Session session = new Session(client.join(), able, new Roots(folders(params)));
    session.settings(SettingsReader.of(params.getInitializationOptions()));
    features = Optional.of(Features.of(session, params, parts, gate));
    Integer parent = params.getProcessId();
    if (parent != null) {
      // Not found may also mean another process namespace; the end of input tells us then.
      ProcessHandle.of(parent).ifPresent(this::leaveWith);
    }
    return CompletableFuture.completedFuture(
        new InitializeResult(
            capabilities(able, session.settings()), new ServerInfo("stepwise", "0.1.0")));
  }

  private void leaveWith(ProcessHandle editor) {
    CompletableFuture<?> _ = editor.onExit().thenRun(() -> exit.complete(0));
  }

  @SuppressWarnings("deprecation") // Older clients send only a root.
  private static List<Path> folders(InitializeParams params) {
    List<Path> folders = new ArrayList<>();
    for (WorkspaceFolder folder :
        Objects.requireNonNullElse(params.getWorkspaceFolders(), List.<WorkspaceFolder>of())) {
      Uris.path(folder.getUri()).ifPresent(folders::add);
    }
    if (folders.isEmpty() && params.getRootUri() != null) {
      Uris.path(params.getRootUri()).ifPresent(folders::add);
    }
    if (folders.isEmpty() && params.getRootPath() != null) {
      folders.add(Path.of(params.getRootPath()));
    }
    return folders;
  }

  private static ServerCapabilities capabilities(ClientFeatures able, ServerSettings settings) {
    ServerCapabilities can = new ServerCapabilities();
    can.setPositionEncoding(ClientFeatures.name(able.encoding()));
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(new SaveOptions(false));
    can.setTextDocumentSync(sync);
    can.setCodeActionProvider(
        new CodeActionOptions(List.of(org.eclipse.lsp4j.CodeActionKind.QuickFix)));
    can.setCodeLensProvider(new CodeLensOptions(false));
    can.setExecuteCommandProvider(new ExecuteCommandOptions(Commands.ALL));
    if (Symbols.offered(settings)) {
      can.setDocumentSymbolProvider(true);
      can.setWorkspaceSymbolProvider(true);
    }
    if (able.pullDiagnostics()) {
      DiagnosticRegistrationOptions pull = new DiagnosticRegistrationOptions(true, false);
      pull.setIdentifier(Proto.SOURCE);
      can.setDiagnosticProvider(pull);
    }
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    can.setWorkspace(new WorkspaceServerCapabilities(folders));
    return can;
  }

  @Override
  public void initialized(InitializedParams params) {
    Features ready = features();
    if (ready.session().features().watchRegistration()) {
      List<FileSystemWatcher> watchers = List.of(new FileSystemWatcher(Either.forLeft(WATCHED)));
      Registration files =
          new Registration(
              "stepwise-files",
              "workspace/didChangeWatchedFiles",
              new DidChangeWatchedFilesRegistrationOptions(watchers));
      ready
          .session()
          .unattended(
              ready.session().client().registerCapability(new RegistrationParams(List.of(files))));
    }
    workspace.askSettings(ready);
    ready.indexes().start();
  }

  /** The trace of a run as Markdown: {@code {"id":"fix-1"}}, the newest without an id. */
  @JsonRequest("stepwise/trace")
  public CompletableFuture<JsonObject> trace(JsonObject params) {
    Features ready = features();
    String id = params != null && params.has("id") ? params.get("id").getAsString() : "";
    JsonObject answer = new JsonObject();
    answer.addProperty("markdown", ready.fixes().run(id).map(FixText::trace).orElse(""));
    return CompletableFuture.completedFuture(answer);
  }

  /** Model and runs, newest first. */
  @JsonRequest("stepwise/status")
  public CompletableFuture<JsonObject> status(JsonObject params) {
    Features ready = features();
    return Requests.on(ready.session().threads(), c -> ready.status().of(ready.fixes()));
  }

  @Override
  public void cancelProgress(WorkDoneProgressCancelParams params) {
    features().progress().cancel(params.getToken());
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // There is one trace, that of the fixes; messages are traced by the client.
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    features.ifPresent(f -> f.fixes().cancelAll());
    down = true;
    return CompletableFuture.completedFuture(new JsonObject());
  }

  @Override
  public void exit() {
    exit.complete(down ? 0 : 1);
  }

  /** Ends what still runs. */
  void close() {
    features.ifPresent(Features::close);
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return text;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return workspace;
  }
}
