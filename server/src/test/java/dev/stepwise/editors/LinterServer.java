package dev.stepwise.editors;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.PositionEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** Some other language server of a buffer: it complains of every BUG, and fixes nothing. */
final class LinterServer implements LanguageServer, TextDocumentService, WorkspaceService {
  private static final Pattern BUG = Pattern.compile("BUG");

  private final CompletableFuture<LanguageClient> client = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  public static void main(String[] arguments) {
    LinterServer server = new LinterServer();
    var launcher = LSPLauncher.createServerLauncher(server, System.in, System.out);
    server.client.complete(launcher.getRemoteProxy());
    launcher.startListening();
    System.exit(server.exit.join());
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    ServerCapabilities can = new ServerCapabilities();
    can.setTextDocumentSync(Either.forLeft(TextDocumentSyncKind.Full));
    return CompletableFuture.completedFuture(new InitializeResult(can));
  }

  private void check(String uri, String text) {
    LineIndex lines = LineIndex.of(text);
    List<Diagnostic> found = new ArrayList<>();
    Matcher matcher = BUG.matcher(text);
    while (matcher.find()) {
      Diagnostic one =
          new Diagnostic(
              new Range(place(lines, matcher.start()), place(lines, matcher.end())),
              "BUG is bad style");
      one.setSeverity(DiagnosticSeverity.Warning);
      one.setSource("linter");
      one.setCode("L1");
      found.add(one);
    }
    client.join().publishDiagnostics(new PublishDiagnosticsParams(uri, found));
  }

  private static Position place(LineIndex lines, int offset) {
    var position = lines.position(offset, PositionEncoding.UTF_16);
    return new Position(position.line(), position.character());
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    check(params.getTextDocument().getUri(), params.getTextDocument().getText());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    check(params.getTextDocument().getUri(), params.getContentChanges().getLast().getText());
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    // Nothing is kept.
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    // Nothing is kept.
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    // There are no settings.
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    // Only open documents are looked at.
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    return CompletableFuture.completedFuture("");
  }

  @Override
  public void exit() {
    exit.complete(0);
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return this;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return this;
  }
}
