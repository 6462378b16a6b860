package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowDocumentParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkDoneProgressKind;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JetBrains' client LSP4IJ without its IDE: lsp4ij-capabilities.json is what its
 * ClientCapabilitiesFactory (0.20.2, d21cff92) makes, and the requests are those of its
 * LSPIntentionAction and LSPLazyCodeActions.
 */
class JetBrainsTest {
  private static final String CODE = "class A {\n  // 漢字 😀 e\u0301\n  int é = BUG; // 😀\n}\n";
  private static final String TESTS = "class ToyTest {\n  @Test\n  void works() { BUG }\n}\n";
  private static final Path TEMPLATE = Path.of("..", "clients", "jetbrains", "stepwise");

  @TempDir Path folder;
  @TempDir Path elsewhere;
  private final Semaphore permits = new Semaphore(1_000);
  private final Conformance seen = new Conformance("JetBrains, LSP4IJ (replayed)");
  private Editor editor;

  @BeforeEach
  void start() throws Exception {
    editor = new Editor(Toy.parts(permits), folder);
    assertThat(
            editor
                .start(capabilities(), "IntelliJ IDEA", Map.of())
                .getCapabilities()
                .getPositionEncoding())
        .isEqualTo("utf-16");
    editor.next(RegistrationParams.class);
    seen.version("LSP4IJ 0.20.2");
  }

  static ClientCapabilities capabilities() throws IOException {
    String json =
        Files.readString(
            Path.of("src/test/resources/dev/stepwise/editors/lsp4ij-capabilities.json"));
    return new MessageJsonHandler(Map.of()).getGson().fromJson(json, ClientCapabilities.class);
  }

  @AfterEach
  void stop() throws Exception {
    editor.stop();
  }

  private CodeAction intention(String uri, int line) throws Exception {
    var found =
        Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .codeAction(
                    new CodeActionParams(
                        new TextDocumentIdentifier(uri),
                        new Range(new Position(line, 8), new Position(line, 8)),
                        new CodeActionContext(List.of()))));
    // As LSPIntentionAction does: quick fixes are not among the intentions.
    List<CodeAction> shown =
        found.stream()
            .map(a -> a.getRight())
            .filter(a -> !CodeActionKind.QuickFix.equals(a.getKind()))
            .toList();
    assertThat(shown).hasSize(1);
    return Editor.get(editor.server().getTextDocumentService().resolveCodeAction(shown.getFirst()));
  }

  private void run(Command command) throws Exception {
    Editor.get(
        editor
            .server()
            .getWorkspaceService()
            .executeCommand(
                new ExecuteCommandParams(command.getCommand(), command.getArguments())));
  }

  private void pull(String uri) throws Exception {
    var report =
        Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .diagnostic(new DocumentDiagnosticParams(new TextDocumentIdentifier(uri))));
    assertThat(report.getLeft().getItems()).as("the IDE shows its own errors").isEmpty();
  }

  /** Waits until the agent has read the documents for what has that title. */
  private void working(String title) throws Exception {
    ProgressParams begin =
        editor.next(
            ProgressParams.class,
            p ->
                p.getValue().getLeft() instanceof WorkDoneProgressBegin b
                    && b.getTitle().endsWith(title));
    editor.next(
        ProgressParams.class,
        p ->
            p.getToken().equals(begin.getToken())
                && p.getValue().getLeft() instanceof WorkDoneProgressReport r
                && r.getMessage().startsWith("verify"));
  }

  private void taken(String uri, String text) throws Exception {
    editor.next(ShowMessageRequestParams.class);
    ApplyWorkspaceEditParams edit = editor.next(ApplyWorkspaceEditParams.class);
    assertThat(
            edit.getEdit().getDocumentChanges().getFirst().getLeft().getTextDocument().getVersion())
        .isEqualTo(editor.version(uri) - 1);
    assertThat(editor.text(uri)).isEqualTo(text);
    editor.next(
        ProgressParams.class, p -> p.getValue().getLeft().getKind() == WorkDoneProgressKind.end);
  }

  @Test
  void offersIntentionsForErrorsWithoutShowingThemTwice() throws Exception {
    String uri = editor.open("A.java", CODE);
    pull(uri);
    run(intention(uri, 2).getCommand());
    taken(uri, CODE.replace("BUG", "FIXED"));
    seen.works(Capability.ATTACH)
        .works(Capability.ACTION)
        .works(Capability.UNICODE)
        .works(Capability.PROGRESS);
  }

  @Test
  void offersTheTestAtTheCaretAndAboveIt() throws Exception {
    String uri = editor.open("ToyTest.java", TESTS);
    assertThat(intention(uri, 2).getTitle()).isEqualTo("Stepwise: make ToyTest.works pass");
    var lenses =
        Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .codeLens(new CodeLensParams(new TextDocumentIdentifier(uri))));
    run(lenses.getFirst().getCommand());
    taken(uri, TESTS.replace("BUG", "FIXED"));
    seen.works(Capability.TEST).works(Capability.LENS);
  }

  @Test
  void fixesTheDiagnosticsOfOtherServersAsQuickFixes() throws Exception {
    String uri = editor.open("A.java", CODE);
    Diagnostic theirs =
        new Diagnostic(new Range(new Position(2, 10), new Position(2, 13)), "BUG is bad style");
    theirs.setSource("linter");
    CodeActionContext context =
        new CodeActionContext(List.of(theirs), List.of(CodeActionKind.QuickFix));
    context.setTriggerKind(CodeActionTriggerKind.Automatic);
    var found =
        Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .codeAction(
                    new CodeActionParams(
                        new TextDocumentIdentifier(uri), theirs.getRange(), context)));
    assertThat(found)
        .extracting(a -> a.getRight().getKind())
        .containsExactly(CodeActionKind.QuickFix);
    run(found.getFirst().getRight().getCommand());
    taken(uri, CODE.replace("BUG", "FIXED"));
    seen.works(Capability.FOREIGN);
  }

  @Test
  void showsTheDiffAlternativesAndTrace() throws Exception {
    List<String> answers =
        new java.util.concurrent.CopyOnWriteArrayList<>(
            List.of(Presenter.DIFF, Presenter.NEXT, Presenter.APPLY));
    editor.answering(
        q ->
            java.util.concurrent.CompletableFuture.completedFuture(
                new MessageActionItem(answers.removeFirst())));
    String uri = editor.open("A.java", CODE);
    run(new Command("", Commands.FIX, List.of("in several ways")));
    editor.next(ShowDocumentParams.class);
    editor.next(ShowMessageRequestParams.class);
    editor.next(ShowMessageRequestParams.class);
    taken(uri, CODE.replace("BUG", "FIXED2"));
    run(new Command("", Commands.TRACE, List.of()));
    editor.next(ShowDocumentParams.class);
    seen.works(Capability.PREVIEW)
        .works(Capability.ALTERNATIVES)
        .works(Capability.WORDS)
        .works(Capability.TRACE);
  }

  @Test
  void cancelsAndMergesTyping() throws Exception {
    permits.drainPermits();
    String uri = editor.open("A.java", CODE);
    run(new Command("", Commands.FIX, List.of("everything")));
    ProgressParams begin = editor.next(ProgressParams.class);
    editor.server().cancelProgress(new WorkDoneProgressCancelParams(begin.getToken()));
    editor.next(
        ProgressParams.class, p -> p.getValue().getLeft().getKind() == WorkDoneProgressKind.end);
    seen.works(Capability.CANCEL);
    run(new Command("", Commands.FIX, List.of("everything else")));
    working("everything else");
    editor.type(uri, TextEdit.replace(0, 0, "// typed\n"));
    permits.release();
    taken(uri, "// typed\n" + CODE.replace("BUG", "FIXED"));
    seen.works(Capability.TYPING);
  }

  @Test
  void keepsCrLfAndRefusesWhereTheUserTyped() throws Exception {
    permits.drainPermits();
    String text = CODE.replace("\n", "\r\n");
    String uri = editor.open("A.java", text);
    permits.release();
    run(new Command("", Commands.FIX, List.of("everything")));
    taken(uri, text.replace("BUG", "FIXED"));
    seen.works(Capability.CRLF);
    String other = editor.open("B.java", CODE);
    run(new Command("", Commands.FIX, List.of("everything else")));
    working("everything else");
    int at = CODE.indexOf("BUG");
    editor.type(other, TextEdit.replace(at, at + 3, "BUG + 1"));
    permits.release();
    editor.next(ShowMessageRequestParams.class);
    assertThat(editor.next(MessageParams.class).getMessage()).isNotEmpty();
    assertThat(editor.text(other)).contains("BUG + 1");
    seen.works(Capability.CONFLICT);
  }

  @Test
  void runsTwoFixesAtOnceInOneFile() throws Exception {
    permits.drainPermits();
    String text = CODE.replace("}\n", "\n  int b = BUG;\n}\n");
    String uri = editor.open("A.java", text);
    pull(uri);
    run(intention(uri, 2).getCommand());
    run(intention(uri, 4).getCommand());
    permits.release(2);
    // One of the two may be sent twice: refused at first, since the other had changed the text.
    while (editor.text(uri).contains("BUG")) {
      editor.next(ApplyWorkspaceEditParams.class);
    }
    assertThat(editor.text(uri)).isEqualTo(text.replace("BUG", "FIXED"));
    seen.works(Capability.TWO);
  }

  @Test
  void fixesWhatWasNeverSavedAndWhatLiesOutside() throws Exception {
    Path saved = Files.writeString(folder.resolve("A.java"), "class A {}\n");
    String uri = editor.open("A.java", CODE);
    pull(uri);
    run(intention(uri, 2).getCommand());
    taken(uri, CODE.replace("BUG", "FIXED"));
    assertThat(saved).hasContent("class A {}\n");
    seen.works(Capability.UNSAVED);
    String outside = editor.open(elsewhere.resolve("B.java"), CODE);
    pull(outside);
    run(intention(outside, 2).getCommand());
    taken(outside, CODE.replace("BUG", "FIXED"));
    seen.works(Capability.OUTSIDE);
  }

  /** LSP4IJ starts a server that died again, and opens its documents there as they are. */
  @Test
  void goesOnWithAServerThatWasStartedAgain() throws Exception {
    String uri = editor.open("A.java", CODE);
    editor.type(uri, TextEdit.replace(0, 0, "// typed\n"));
    String text = editor.text(uri);
    assertThat(editor.vanish()).isEqualTo(1);
    start();
    editor.open("A.java", text);
    pull(uri);
    run(intention(uri, 3).getCommand());
    taken(uri, text.replace("BUG", "FIXED"));
    seen.works(Capability.RESTART);
  }

  /** LSP4IJ starts servers in projects of IntelliJ's safe mode too. */
  @Test
  void runsNoTestsWhereTheUserSaysSo() throws Exception {
    String uri = editor.open("ToyTest.java", TESTS);
    editor
        .server()
        .getWorkspaceService()
        .didChangeConfiguration(
            new DidChangeConfigurationParams(Map.of("stepwise", Map.of("runTests", false))));
    run(intention(uri, 2).getCommand());
    assertThat(editor.next(MessageParams.class).getMessage()).contains("tests may not be run");
    seen.fallsBack(Capability.TRUST, "the setting `runTests`, off");
  }

  @Test
  void listsActionsQuickly() throws Exception {
    permits.drainPermits();
    String uri = editor.open("A.java", CODE);
    pull(uri);
    List<Double> lists = new java.util.ArrayList<>();
    for (int i = 0; i < 100; i++) {
      if (i == 50) {
        run(new Command("", Commands.FIX, List.of("everything")));
      }
      long asked = System.nanoTime();
      intention(uri, 2);
      lists.add((System.nanoTime() - asked) / 1e6);
    }
    long released = System.nanoTime();
    permits.release();
    taken(uri, CODE.replace("BUG", "FIXED"));
    seen.actionLists(lists).apply((System.nanoTime() - released) / 1e6);
  }

  // The template, by LSP4IJ's ServerTemplateJsonDeserializer and LanguageServerTemplate

  @Test
  void templateHasWhatLsp4ijReads() throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode template = json.readTree(TEMPLATE.resolve("template.json").toFile());
    assertThat(template.get("id").asText()).isEqualTo("stepwise");
    assertThat(template.at("/programArgs/default").asText()).contains("stepwise serve");
    assertThat(template.at("/fileTypeMappings/0/fileType/patterns/0").asText()).isEqualTo("*.java");
    for (String file :
        List.of("settings.json", "initializationOptions.json", "clientSettings.json")) {
      assertThat(json.readTree(TEMPLATE.resolve(file).toFile()).isObject()).as(file).isTrue();
    }
    JsonNode schema = json.readTree(TEMPLATE.resolve("settings.schema.json").toFile());
    assertThat(schema.at("/properties/stepwise/properties"))
        .isEqualTo(json.readTree(SettingsReference.schema()).get("properties"));
  }
}
