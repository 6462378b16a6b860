package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.WorkspaceChange;
import dev.stepwise.language.Problem;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.lsp4j.AnnotatedTextEdit;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKindCapabilities;
import org.eclipse.lsp4j.CodeActionLiteralSupportCapabilities;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeActionTag;
import org.eclipse.lsp4j.CodeActionTagSupportCapabilities;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;
import org.eclipse.lsp4j.WorkspaceEditChangeAnnotationSupportCapabilities;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the protocol itself asks of the server, beside its features. */
class ProtocolTest {
  private static final String CODE = "class A {\n  int é = BUG;\n}\n";

  @TempDir Path folder;
  private final Semaphore permits = new Semaphore(1_000);

  private static void text(ClientCapabilities can, Consumer<TextDocumentClientCapabilities> set) {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    set.accept(text);
    can.setTextDocument(text);
  }

  // Edits

  @Test
  void annotatedEditsKeepTheirAnnotation() {
    WorkspaceEditCapabilities edits = new WorkspaceEditCapabilities();
    edits.setDocumentChanges(true);
    edits.setChangeAnnotationSupport(new WorkspaceEditChangeAnnotationSupportCapabilities());
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setWorkspaceEdit(edits);
    InitializeParams params = new InitializeParams();
    params.setCapabilities(new ClientCapabilities());
    params.getCapabilities().setWorkspace(workspace);
    Editor nobody = new Editor(Toy.parts(permits), folder);
    Session session = new Session(nobody, ClientFeatures.of(params), new Roots(List.of(folder)));
    FileChange change =
        new FileChange(
            folder.resolve("A.java"),
            OptionalInt.of(3),
            CODE,
            List.of(TextEdit.replace(CODE.indexOf("BUG"), CODE.indexOf("BUG") + 3, "FIXED")));
    ApplyWorkspaceEditParams sent =
        new ApplyWorkspaceEditParams(
            new EditSender(session).edit("why", new WorkspaceChange(List.of(change))));

    Gson gson = new MessageJsonHandler(Map.of(), Connection::configure).getGson();
    String json = gson.toJson(sent);
    assertThat(json).contains("\"annotationId\":\"stepwise\"", "\"label\":\"why\"");
    ApplyWorkspaceEditParams read = gson.fromJson(json, ApplyWorkspaceEditParams.class);
    assertThat(read.getEdit().getDocumentChanges()).isEqualTo(sent.getEdit().getDocumentChanges());
    assertThat(
            read.getEdit()
                .getDocumentChanges()
                .getFirst()
                .getLeft()
                .getEdits()
                .getFirst()
                .getLeft())
        .isInstanceOfSatisfying(
            AnnotatedTextEdit.class, e -> assertThat(e.getAnnotationId()).isEqualTo("stepwise"));
    session.close();
  }

  // Beside other servers

  @Test
  void offersNothingThatOtherServersOffer() throws Exception {
    try (Editor editor = new Editor(Toy.parts(permits), folder)) {
      ServerCapabilities can = editor.start(c -> {}, Map.of()).getCapabilities();
      assertThat(new Gson().toJsonTree(can).getAsJsonObject().keySet())
          .as("completions, hovers, formatting and the like are left to the language's own server")
          .containsExactlyInAnyOrder(
              "positionEncoding",
              "textDocumentSync",
              "codeActionProvider",
              "codeLensProvider",
              "executeCommandProvider",
              "documentSymbolProvider",
              "workspaceSymbolProvider",
              "workspace");
    }
  }

  @Test
  void tagsWhatAModelMadeOnlyWhereTheTagIsKnown() throws Exception {
    for (boolean known : List.of(true, false)) {
      try (Editor editor = new Editor(Toy.parts(permits), folder)) {
        CodeActionCapabilities action = new CodeActionCapabilities();
        action.setCodeActionLiteralSupport(
            new CodeActionLiteralSupportCapabilities(new CodeActionKindCapabilities(List.of())));
        if (known) {
          action.setTagSupport(
              new CodeActionTagSupportCapabilities(List.of(CodeActionTag.LLMGenerated)));
        }
        editor.start(can -> text(can, t -> t.setCodeAction(action)), Map.of("diagnostics", "off"));
        String uri = editor.open("ToyTest.java", "class T {\n  @Test\n  void works() { }\n}\n");
        var found =
            Editor.get(
                editor
                    .server()
                    .getTextDocumentService()
                    .codeAction(
                        new CodeActionParams(
                            new TextDocumentIdentifier(uri),
                            new Range(new Position(2, 8), new Position(2, 8)),
                            new CodeActionContext(List.of()))));
        assertThat(found.getFirst().getRight().getTags())
            .isEqualTo(known ? List.of(CodeActionTag.LLMGenerated) : null);
      }
    }
  }

  // Cancelled requests

  /** Languages that look for problems until they are told to stop. */
  private record Endless(CountDownLatch begun, CountDownLatch stopped) implements Languages {
    @Override
    public boolean supports(Path file) {
      return true;
    }

    @Override
    public List<LocatedTest> tests(Path file, String text) {
      return List.of();
    }

    @Override
    public List<Problem> problems(Path root, Path file, Snapshot documents, Budget budget) {
      begun.countDown();
      try {
        while (true) {
          budget.checkCancelled();
          Thread.onSpinWait();
        }
      } finally {
        stopped.countDown();
      }
    }
  }

  @Test
  void stopsDiagnosticsThatNobodyWaitsFor() throws Exception {
    Endless endless = new Endless(new CountDownLatch(1), new CountDownLatch(1));
    Parts toy = Toy.parts(permits);
    try (Editor editor = new Editor(new Parts(endless, toy.agents()), folder)) {
      editor.start(can -> text(can, t -> t.setDiagnostic(new DiagnosticCapabilities())), Map.of());
      TextDocumentIdentifier file =
          new TextDocumentIdentifier(editor.open("A.java", "class A {}\n"));
      CompletableFuture<?> pull =
          editor.server().getTextDocumentService().diagnostic(new DocumentDiagnosticParams(file));
      assertThat(endless.begun.await(Editor.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      boolean cancelled = pull.cancel(true); // sends $/cancelRequest
      assertThat(endless.stopped.await(Editor.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      if (cancelled) {
        assertThatThrownBy(pull::join).isInstanceOf(CancellationException.class);
      } else {
        // LSP4J sends before it cancels: the server's answer was here first.
        assertThatThrownBy(pull::join)
            .cause()
            .isInstanceOfSatisfying(
                ResponseErrorException.class,
                e ->
                    assertThat(e.getResponseError().getCode())
                        .isEqualTo(ResponseErrorCode.RequestCancelled.getValue()));
      }
      assertThat(
              Editor.get(
                  editor.server().getTextDocumentService().codeLens(new CodeLensParams(file))))
          .isEmpty();
    }
  }

  // Settings

  @Test
  void aNewSettingHoldsFromTheNextFixOn() throws Exception {
    BlockingQueue<ServerSettings> used = new LinkedBlockingQueue<>();
    Parts toy = Toy.parts(permits);
    Parts watched =
        new Parts(
            toy.languages(),
            (root, documents, settings) -> {
              used.add(settings);
              return toy.agents().create(root, documents, settings);
            });
    try (Editor editor = new Editor(watched, folder)) {
      editor.start(can -> {}, Map.of("diagnostics", "off"));
      editor.open("A.java", "class A {}\n");
      JsonObject test =
          FixOrder.ofTest(editor.uri("A.java"), new dev.stepwise.language.TestId("A", "a"));
      ExecuteCommandParams fix = new ExecuteCommandParams(Commands.FIX, List.of(test));
      Editor.get(editor.server().getWorkspaceService().executeCommand(fix));
      assertThat(editor.next(MessageParams.class).getMessage()).contains("no BUG there");
      editor
          .server()
          .getWorkspaceService()
          .didChangeConfiguration(
              new DidChangeConfigurationParams(
                  Map.of("stepwise", Map.of("runTests", false, "allowUnsandboxed", true))));
      Editor.get(editor.server().getWorkspaceService().executeCommand(fix));
      assertThat(editor.next(MessageParams.class).getMessage())
          .isEqualTo("Stepwise: tests may not be run: the setting runTests is off");
      assertThat(used).extracting(ServerSettings::runTests).containsExactly(true, false);
      assertThat(used).extracting(ServerSettings::allowUnsandboxed).containsExactly(false, true);
    }
  }
}
