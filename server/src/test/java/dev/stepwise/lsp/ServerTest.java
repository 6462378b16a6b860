package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stepwise.edit.TextEdit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionKindCapabilities;
import org.eclipse.lsp4j.CodeActionLiteralSupportCapabilities;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeActionTag;
import org.eclipse.lsp4j.CodeActionTagSupportCapabilities;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowDocumentCapabilities;
import org.eclipse.lsp4j.ShowDocumentParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressKind;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;
import org.eclipse.lsp4j.WorkspaceEditChangeAnnotationSupportCapabilities;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as editors see it. */
class ServerTest {
  private static final String CODE = "class A {\n  int é = BUG;\n  int b = 2;\n}\n";
  private static final Map<String, String> QUIET = Map.of("diagnostics", "off");

  @TempDir Path folder;
  private final Semaphore permits = new Semaphore(1_000);

  // Capabilities of typical editors

  private static void plain(ClientCapabilities can) {
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setApplyEdit(true);
    can.setWorkspace(workspace);
  }

  private static void modern(ClientCapabilities can) {
    plain(can);
    WorkspaceEditCapabilities edit = new WorkspaceEditCapabilities();
    edit.setDocumentChanges(true);
    edit.setChangeAnnotationSupport(new WorkspaceEditChangeAnnotationSupportCapabilities());
    can.getWorkspace().setWorkspaceEdit(edit);
    CodeActionCapabilities action = new CodeActionCapabilities();
    action.setCodeActionLiteralSupport(
        new CodeActionLiteralSupportCapabilities(new CodeActionKindCapabilities(List.of())));
    action.setTagSupport(new CodeActionTagSupportCapabilities(List.of(CodeActionTag.LLMGenerated)));
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setCodeAction(action);
    can.setTextDocument(text);
    WindowClientCapabilities window = new WindowClientCapabilities();
    window.setShowDocument(new ShowDocumentCapabilities(true));
    can.setWindow(window);
  }

  private Editor editor(Consumer<ClientCapabilities> can, Map<String, ?> settings)
      throws Exception {
    Editor editor = new Editor(Toy.parts(permits), folder);
    editor.start(can, settings);
    return editor;
  }

  // Helpers

  private static List<Either<Command, CodeAction>> actions(
      Editor editor, String uri, Range range, CodeActionContext context) throws Exception {
    return Editor.get(
        editor
            .server()
            .getTextDocumentService()
            .codeAction(new CodeActionParams(new TextDocumentIdentifier(uri), range, context)));
  }

  private static Range line(int line) {
    return new Range(new Position(line, 0), new Position(line, 99));
  }

  private static Diagnostic bug() {
    Diagnostic diagnostic =
        new Diagnostic(new Range(new Position(1, 10), new Position(1, 13)), "BUG used");
    diagnostic.setSource("other-server");
    diagnostic.setCode(42);
    return diagnostic;
  }

  private static JsonObject execute(Editor editor, Command command) throws Exception {
    Object answer =
        Editor.get(
            editor
                .server()
                .getWorkspaceService()
                .executeCommand(
                    new ExecuteCommandParams(command.getCommand(), command.getArguments())));
    return new Gson().toJsonTree(answer).getAsJsonObject();
  }

  private static JsonObject issue(Editor editor, String words) throws Exception {
    return execute(editor, new Command("", Commands.FIX, List.of(words)));
  }

  private static void waitFor(Editor editor, String id, String state) throws Exception {
    JsonObject status;
    long deadline = System.nanoTime() + 20_000_000_000L;
    do {
      assertThat(System.nanoTime()).isLessThan(deadline);
      status = Editor.get(editor.server().status(new JsonObject()));
    } while (status.getAsJsonArray("runs").asList().stream()
        .map(r -> r.getAsJsonObject())
        .noneMatch(
            r ->
                r.get("id").getAsString().equals(id)
                    && r.get("state").getAsString().startsWith(state)
                    && !r.get("running").getAsBoolean()));
  }

  // The main job

  @Test
  void fixesADiagnosticOfAnotherServer() throws Exception {
    try (Editor editor = editor(ServerTest::modern, QUIET)) {
      String uri = editor.open("A.java", CODE);
      List<Either<Command, CodeAction>> actions =
          actions(editor, uri, line(1), new CodeActionContext(List.of(bug())));
      assertThat(actions).hasSize(1);
      CodeAction action = actions.getFirst().getRight();
      assertThat(action.getTitle()).isEqualTo("Stepwise: fix 'BUG used'");
      assertThat(action.getKind()).isEqualTo(CodeActionKind.QuickFix);
      assertThat(action.getIsPreferred()).isNull();
      assertThat(action.getEdit()).isNull();
      assertThat(action.getTags()).containsExactly(CodeActionTag.LLMGenerated);
      assertThat(action.getDiagnostics()).containsExactly(bug());
      CodeAction resolved =
          Editor.get(editor.server().getTextDocumentService().resolveCodeAction(action));
      assertThat(resolved).isEqualTo(action);

      JsonObject answer = execute(editor, action.getCommand());
      assertThat(editor.next(ShowMessageRequestParams.class).getMessage())
          .isEqualTo("Stepwise: verified fix for BUG used in A.java (compile ✓), by rule:toy");
      ApplyWorkspaceEditParams edit = editor.next(ApplyWorkspaceEditParams.class);
      assertThat(edit.getEdit().getDocumentChanges().getFirst().getLeft().getTextDocument())
          .satisfies(id -> assertThat(id.getVersion()).isEqualTo(1));
      assertThat(editor.text(uri)).isEqualTo(CODE.replace("BUG", "FIXED"));
      waitFor(editor, answer.get("id").getAsString(), "applied");
    }
  }

  @Test
  void servesEditorsWithPlainCommandsAndChanges() throws Exception {
    try (Editor editor = editor(ServerTest::plain, QUIET)) {
      String uri = editor.open("A.java", CODE);
      Command command =
          actions(editor, uri, line(1), new CodeActionContext(List.of(bug()))).getFirst().getLeft();
      assertThat(command.getTitle()).isEqualTo("Stepwise: fix 'BUG used'");
      JsonObject answer = execute(editor, command);
      editor.next(ShowMessageRequestParams.class);
      assertThat(editor.next(ApplyWorkspaceEditParams.class).getEdit().getChanges())
          .containsOnlyKeys(uri);
      waitFor(editor, answer.get("id").getAsString(), "applied");
      assertThat(editor.text(uri)).contains("int é = FIXED;");
    }
  }

  @Test
  void countsPositionsAsTheClientAsks() throws Exception {
    for (String kind : List.of("utf-8", "utf-16", "utf-32")) {
      Editor editor = new Editor(Toy.parts(permits), folder);
      InitializeResult result =
          editor.start(
              can -> {
                plain(can);
                GeneralClientCapabilities general = new GeneralClientCapabilities();
                general.setPositionEncodings(List.of(kind));
                can.setGeneral(general);
              },
              Map.of("diagnostics", "off", "apply", "always"));
      assertThat(result.getCapabilities().getPositionEncoding()).isEqualTo(kind);
      String uri = editor.open("A.java", "😀漢e\u0301 BUG 😀\r\nBUG\r\n");
      editor.type(uri, TextEdit.replace(2, 2, "👩‍👩‍👧"));
      JsonObject answer = issue(editor, "all");
      editor.next(ApplyWorkspaceEditParams.class);
      waitFor(editor, answer.get("id").getAsString(), "applied");
      assertThat(editor.text(uri)).isEqualTo("😀👩‍👩‍👧漢e\u0301 FIXED 😀\r\nFIXED\r\n");
      editor.close();
    }
  }

  @Test
  void offersTestsOnlyWhenInvokedAndLensesAlways() throws Exception {
    String test = "class ToyTest {\n  @Test\n  void works() { BUG }\n}\n";
    try (Editor editor = editor(ServerTest::modern, QUIET)) {
      String uri = editor.open("ToyTest.java", test);
      CodeActionContext context = new CodeActionContext(List.of());
      context.setTriggerKind(CodeActionTriggerKind.Invoked);
      assertThat(actions(editor, uri, line(2), context))
          .extracting(a -> a.getRight().getTitle())
          .containsExactly("Stepwise: make ToyTest.works pass");
      context.setTriggerKind(CodeActionTriggerKind.Automatic);
      assertThat(actions(editor, uri, line(2), context)).isEmpty();
      context.setTriggerKind(CodeActionTriggerKind.Invoked);
      context.setOnly(List.of(CodeActionKind.SourceFixAll));
      assertThat(actions(editor, uri, line(2), context)).isEmpty();

      var lenses =
          Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .codeLens(new CodeLensParams(new TextDocumentIdentifier(uri))));
      assertThat(lenses).hasSize(1);
      assertThat(lenses.getFirst().getRange().getStart()).isEqualTo(new Position(2, 7));
      JsonObject answer = execute(editor, lenses.getFirst().getCommand());
      editor.next(ShowMessageRequestParams.class);
      editor.next(ApplyWorkspaceEditParams.class);
      waitFor(editor, answer.get("id").getAsString(), "applied");
    }
  }

  // Asking

  @Test
  void showsTheDiffThenDiscardsAndOffersTheFixLater() throws Exception {
    try (Editor editor = editor(ServerTest::modern, QUIET)) {
      Semaphore asked = new Semaphore(0);
      editor.answering(
          q ->
              CompletableFuture.completedFuture(
                  new MessageActionItem(
                      asked.tryAcquire() ? Presenter.DISCARD : seen(asked, Presenter.DIFF))));
      String uri = editor.open("A.java", CODE);
      String id = issue(editor, "all").get("id").getAsString();
      editor.next(ShowMessageRequestParams.class);
      ShowDocumentParams page = editor.next(ShowDocumentParams.class);
      assertThat(Files.readString(Uris.path(page.getUri()).orElseThrow()))
          .contains("--- a/A.java", "-  int é = BUG;", "+  int é = FIXED;");
      editor.next(ShowMessageRequestParams.class);
      waitFor(editor, id, "found, not applied");
      assertThat(editor.text(uri)).isEqualTo(CODE);

      CodeAction later =
          actions(editor, uri, line(1), new CodeActionContext(List.of())).getFirst().getRight();
      assertThat(later.getTitle()).isEqualTo("Stepwise: apply the verified fix found for all");
      execute(editor, later.getCommand());
      editor.next(ApplyWorkspaceEditParams.class);
      assertThat(editor.text(uri)).isEqualTo(CODE.replace("BUG", "FIXED"));
    }
  }

  private static String seen(Semaphore asked, String answer) {
    asked.release();
    return answer;
  }

  @Test
  void appliesAtOnceWhereTheEditorCannotAsk() throws Exception {
    try (Editor editor = editor(ServerTest::modern, QUIET)) {
      editor.answering(
          q ->
              CompletableFuture.failedFuture(
                  new ResponseErrorException(
                      new ResponseError(ResponseErrorCode.MethodNotFound, "no such", null))));
      String uri = editor.open("A.java", CODE);
      issue(editor, "all");
      editor.next(ShowMessageRequestParams.class);
      editor.next(ApplyWorkspaceEditParams.class);
      assertThat(editor.text(uri)).contains("FIXED");
    }
  }

  @Test
  void previewsInClientsOfOurs() throws Exception {
    JsonObject flags = new JsonObject();
    flags.addProperty("preview", true);
    JsonObject experimental = new JsonObject();
    experimental.add("stepwise", flags);
    try (Editor editor =
        editor(
            can -> {
              modern(can);
              can.setExperimental(experimental);
            },
            QUIET)) {
      String uri = editor.open("A.java", CODE);
      issue(editor, "all");
      StepwiseClient.Preview preview = editor.next(StepwiseClient.Preview.class);
      assertThat(preview.alternatives()).hasSize(1);
      assertThat(preview.alternatives().getFirst().diff()).contains("+  int é = FIXED;");
      waitFor(editor, preview.id(), "found, not applied yet");
      JsonObject choice = new JsonObject();
      choice.addProperty("id", preview.id());
      choice.addProperty("alternative", 0);
      execute(editor, new Command("", Commands.APPLY, List.of(choice)));
      editor.next(ApplyWorkspaceEditParams.class);
      assertThat(editor.text(uri)).contains("FIXED");
      waitFor(editor, preview.id(), "applied");
    }
  }

  // Diagnostics

  @Test
  void pushesDiagnosticsAndFallsSilentBesideAnotherJavaServer() throws Exception {
    try (Editor editor = editor(ServerTest::modern, Map.of())) {
      String uri = editor.open("A.java", CODE);
      PublishDiagnosticsParams first = editor.next(PublishDiagnosticsParams.class);
      assertThat(first.getVersion()).isEqualTo(1);
      assertThat(first.getDiagnostics()).hasSize(1);
      assertThat(first.getDiagnostics().getFirst().getSource()).isEqualTo("stepwise");
      assertThat(actions(editor, uri, line(1), new CodeActionContext(List.of()))).hasSize(1);

      Diagnostic theirs = bug();
      theirs.setSource("Java");
      actions(editor, uri, line(1), new CodeActionContext(List.of(theirs)));
      assertThat(editor.next(PublishDiagnosticsParams.class).getDiagnostics()).isEmpty();
    }
  }

  @Test
  void answersPulls() throws Exception {
    try (Editor editor =
        editor(
            can -> {
              modern(can);
              can.getTextDocument().setDiagnostic(new DiagnosticCapabilities());
            },
            Map.of())) {
      String uri = editor.open("A.java", CODE);
      DocumentDiagnosticParams pull = new DocumentDiagnosticParams(new TextDocumentIdentifier(uri));
      var full = Editor.get(editor.server().getTextDocumentService().diagnostic(pull)).getLeft();
      assertThat(full.getItems()).hasSize(1);
      pull.setPreviousResultId(full.getResultId());
      assertThat(Editor.get(editor.server().getTextDocumentService().diagnostic(pull)).isRight())
          .isTrue();
    }
  }

  // Progress, cancel, several at once

  private static void withProgress(ClientCapabilities can) {
    modern(can);
    can.getWindow().setWorkDoneProgress(true);
  }

  private static WorkDoneProgressKind kind(ProgressParams params) {
    return params.getValue().getLeft().getKind();
  }

  @Test
  void showsStepsAndCancels() throws Exception {
    permits.drainPermits();
    try (Editor editor = editor(ServerTest::withProgress, QUIET)) {
      editor.open("A.java", CODE);
      String id = issue(editor, "all").get("id").getAsString();
      ProgressParams begin = editor.next(ProgressParams.class);
      assertThat(kind(begin)).isEqualTo(WorkDoneProgressKind.begin);
      for (int i = 0; i < 3; i++) {
        assertThat(kind(editor.next(ProgressParams.class))).isEqualTo(WorkDoneProgressKind.report);
      }
      editor.server().cancelProgress(new WorkDoneProgressCancelParams(begin.getToken()));
      ProgressParams end = editor.next(ProgressParams.class);
      assertThat(((WorkDoneProgressEnd) end.getValue().getLeft()).getMessage())
          .isEqualTo("cancelled");
      waitFor(editor, id, "cancelled");
    }
  }

  @Test
  void runsTwoFixesAtOnceAndNoneTwice() throws Exception {
    permits.drainPermits();
    try (Editor editor = editor(ServerTest::modern, QUIET)) {
      String a = editor.open("A.java", CODE);
      String b = editor.open("B.java", CODE);
      String first = fixBug(editor, a);
      String second = fixBug(editor, b);
      assertThat(fixBug(editor, a)).isEqualTo(first);
      assertThat(editor.next(MessageParams.class).getMessage()).contains("already working");
      permits.release(2);
      editor.next(ShowMessageRequestParams.class);
      editor.next(ShowMessageRequestParams.class);
      editor.next(ApplyWorkspaceEditParams.class);
      editor.next(ApplyWorkspaceEditParams.class);
      waitFor(editor, first, "applied");
      waitFor(editor, second, "applied");
      assertThat(editor.text(a)).isEqualTo(CODE.replace("BUG", "FIXED"));
      assertThat(editor.text(b)).isEqualTo(editor.text(a));
    }
  }

  private static String fixBug(Editor editor, String uri) throws Exception {
    Command command =
        actions(editor, uri, line(1), new CodeActionContext(List.of(bug())))
            .getFirst()
            .getRight()
            .getCommand();
    return execute(editor, command).get("id").getAsString();
  }

  // Failure

  @Test
  void survivesErrorsAndBadInput() throws Exception {
    try (Editor editor = editor(ServerTest::modern, QUIET)) {
      String uri = editor.open("A.java", CODE);
      assertThatThrownBy(() -> execute(editor, new Command("", Commands.FIX, List.of())))
          .hasMessageContaining("stepwise.fix needs a diagnostic, a test or an issue in words");
      assertThatThrownBy(() -> execute(editor, new Command("", "other.command", List.of())))
          .hasMessageContaining("no such command");
      issue(editor, "impossible");
      assertThat(editor.next(MessageParams.class).getMessage())
          .isEqualTo("Stepwise: that cannot be done: ask for something else");

      Diagnostic bad = bug();
      bad.setMessage("Error please");
      Command command =
          actions(editor, uri, line(1), new CodeActionContext(List.of(bad)))
              .getFirst()
              .getRight()
              .getCommand();
      execute(editor, command);
      assertThat(editor.next(MessageParams.class, m -> m.getMessage().startsWith("Stepwise")))
          .satisfies(m -> assertThat(m.getMessage()).contains("broke off"));
      assertThat(editor.next(MessageParams.class).getMessage()).contains("StackOverflowError");

      editor.type(uri, TextEdit.replace(0, 0, "// still alive\n"));
      assertThat(issue(editor, "all").has("id")).isTrue();
      editor.next(ShowMessageRequestParams.class);
      editor.next(ApplyWorkspaceEditParams.class);
      assertThat(editor.text(uri)).startsWith("// still alive\n").contains("FIXED");
    }
  }

  @Test
  void tellsWhenThereIsNoFix() throws Exception {
    try (Editor editor = editor(ServerTest::modern, QUIET)) {
      editor.open("A.java", "class A {}\n");
      issue(editor, "all");
      assertThat(editor.next(MessageParams.class).getMessage())
          .isEqualTo("Stepwise: no verified fix for all: no BUG there");
      JsonObject trace = Editor.get(editor.server().trace(new JsonObject()));
      assertThat(trace.get("markdown").getAsString())
          .contains("# Stepwise: all", "## 1. orient", "verdict: go on");
    }
  }

  @Test
  void statusNamesTheModelOfTheSettings() throws Exception {
    try (Editor editor =
        editor(ServerTest::modern, Map.of("diagnostics", "off", "model", "some-model"))) {
      JsonObject status = Editor.get(editor.server().status(new JsonObject()));
      assertThat(status.get("model").getAsString()).isEqualTo("some-model");
      assertThat(status.get("modelHere").getAsBoolean()).isTrue();
    }
  }

  @Test
  void ignoresWhatIsNotAFile() throws Exception {
    try (Editor editor = editor(ServerTest::modern, Map.of())) {
      String untitled = "untitled:Untitled-1";
      editor
          .server()
          .getTextDocumentService()
          .didOpen(
              new org.eclipse.lsp4j.DidOpenTextDocumentParams(
                  new org.eclipse.lsp4j.TextDocumentItem(untitled, "java", 1, CODE)));
      assertThat(actions(editor, untitled, line(1), new CodeActionContext(List.of(bug()))))
          .isEmpty();
    }
  }

  @Test
  void endsWithItsInputAndRefusesWorkOutsideItsLife() throws Exception {
    Editor early = new Editor(Toy.parts(permits), folder);
    assertThatThrownBy(
            () -> actions(early, "file:///a.java", line(1), new CodeActionContext(List.of())))
        .hasMessageContaining("not initialized");
    assertThat(early.vanish()).isEqualTo(1);

    Editor orderly = editor(ServerTest::modern, QUIET);
    assertThat(orderly.stop()).isZero();
  }
}
