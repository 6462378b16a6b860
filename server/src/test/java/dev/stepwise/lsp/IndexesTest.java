package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.index.Gate;
import dev.stepwise.index.LiveIndex;
import dev.stepwise.language.Problem;
import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index behind the server: built beside everything else, kept up with what an editor tells. */
class IndexesTest {
  private static final Map<String, ?> ON = Map.of("diagnostics", "off", "symbols", "on");

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void files() throws Exception {
    folder = Files.createDirectories(temp.resolve("w"));
    for (int i = 0; i < 12; i++) {
      Files.writeString(folder.resolve("F" + i + ".java"), "class F" + i + " { void f() {} }");
    }
  }

  private Parts parts(IndexFactory indexes) {
    Parts toy = Toy.parts(new Semaphore(1_000));
    return new Parts(toy.languages(), toy.agents(), Optional.of(indexes));
  }

  private Editor editor() {
    return new Editor(
        parts(
            (root, gate, listener, log) ->
                new LiveIndex(root, temp.resolve("c"), gate, listener, log)),
        folder);
  }

  private static List<String> symbols(Editor editor, String query) {
    try {
      var answer =
          Editor.get(
              editor.server().getWorkspaceService().symbol(new WorkspaceSymbolParams(query)));
      return answer.getRight().stream().map(WorkspaceSymbol::getName).toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Asks until the answer is yes. */
  private static void await(BooleanSupplier met) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Editor.PATIENCE_SECONDS);
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void progress(ClientCapabilities can) {
    WindowClientCapabilities window = new WindowClientCapabilities();
    window.setWorkDoneProgress(true);
    can.setWindow(window);
  }

  private static void watching(ClientCapabilities can) {
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setDidChangeWatchedFiles(new DidChangeWatchedFilesCapabilities(true));
    can.setWorkspace(workspace);
  }

  @Test
  void followsTypingAndForgetsItOnClose() throws Exception {
    try (Editor editor = editor()) {
      editor.start(can -> {}, ON);
      await(() -> !symbols(editor, "F3").isEmpty());
      String uri = editor.open("F3.java", "class F3 { void f() {} }");
      editor.type(uri, TextEdit.replace(11, 11, "void typed() {} "));
      await(() -> symbols(editor, "typed").equals(List.of("typed")));
      editor
          .server()
          .getTextDocumentService()
          .didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(uri)));
      await(() -> symbols(editor, "typed").isEmpty());
    }
  }

  /** What is indexed stands back just while the editor waits, even if it is refused in the end. */
  @Test
  void standsBackWhileTheEditorWaits() throws Exception {
    CompletableFuture<Gate> gate = new CompletableFuture<>();
    Parts toy =
        parts(
            (root, shared, listener, log) -> {
              gate.complete(shared);
              return new LiveIndex(root, temp.resolve("c"), shared, listener, log);
            });
    List<Boolean> closed = Collections.synchronizedList(new ArrayList<>());
    Languages watched =
        new Languages() {
          @Override
          public boolean supports(Path file) {
            return toy.languages().supports(file);
          }

          @Override
          public List<LocatedTest> tests(Path file, String text) {
            closed.add(gate.join().isClosed());
            return toy.languages().tests(file, text);
          }

          @Override
          public List<Problem> problems(Path root, Path file, Snapshot docs, Budget budget) {
            return toy.languages().problems(root, file, docs, budget);
          }
        };
    try (Editor editor = new Editor(new Parts(watched, toy.agents(), toy.indexes()), folder)) {
      editor.start(can -> {}, ON);
      String uri = editor.open("F3.java", "class F3 { void f() {} }");
      Editor.get(gate);
      CodeLensParams lenses = new CodeLensParams(new TextDocumentIdentifier(uri));
      Editor.get(editor.server().getTextDocumentService().codeLens(lenses));
      assertThat(closed).containsExactly(true);
      CompletableFuture<?> refused =
          editor
              .server()
              .getWorkspaceService()
              .executeCommand(new ExecuteCommandParams("no.such", List.of()));
      assertThat(refused).failsWithin(Duration.ofSeconds(Editor.PATIENCE_SECONDS));
      CompletableFuture<?> cancelled = editor.server().getTextDocumentService().codeLens(lenses);
      cancelled.cancel(true);
      await(() -> !gate.join().isClosed());
    }
  }

  @Test
  void knowsWhatWasTypedBeforeItWasOpen() throws Exception {
    try (Editor editor = editor()) {
      editor.start(can -> {}, ON);
      editor.open("New.java", "class Unsaved {}");
      await(() -> symbols(editor, "Unsaved").equals(List.of("Unsaved")));
    }
  }

  @Test
  void watchesFilesWhereTheEditorDoesNot() throws Exception {
    try (Editor editor = editor()) {
      editor.start(can -> {}, ON);
      await(() -> !symbols(editor, "F11").isEmpty());
      Files.writeString(folder.resolve("Late.java"), "class Late {}");
      await(() -> symbols(editor, "Late").equals(List.of("Late")));
    }
  }

  @Test
  void takesTheEditorsFileEvents() throws Exception {
    try (Editor editor = editor()) {
      editor.start(IndexesTest::watching, ON);
      editor.next(RegistrationParams.class);
      await(() -> !symbols(editor, "F11").isEmpty());
      Path file = Files.writeString(folder.resolve("Late.java"), "class Late {}");
      editor
          .server()
          .getWorkspaceService()
          .didChangeWatchedFiles(
              new DidChangeWatchedFilesParams(
                  List.of(new FileEvent(file.toUri().toString(), FileChangeType.Created))));
      await(() -> symbols(editor, "Late").equals(List.of("Late")));
    }
  }

  @Test
  void showsTheFirstBuildAndAnswersMeanwhile() throws Exception {
    Held held = new Held(temp.resolve("c"), 5);
    try (Editor editor = new Editor(parts(held), folder)) {
      editor.start(IndexesTest::progress, ON);
      assertThat(held.reached.await(Editor.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      WorkDoneProgressBegin begin = begin(editor);
      assertThat(begin.getTitle()).isEqualTo("Stepwise: indexing w");
      assertThat(begin.getPercentage()).isZero();
      assertThat(begin.getCancellable()).isTrue();
      await(() -> !symbols(editor, "F").isEmpty());
      held.go.countDown();
      assertThat(end(editor)).isEqualTo("indexed 12 of 12 files");
      assertThat(symbols(editor, "F11")).containsExactly("F11");
    }
  }

  @Test
  void stopsTheFirstBuildAndKeepsWhatIsThere() throws Exception {
    Held held = new Held(temp.resolve("c"), 5);
    try (Editor editor = new Editor(parts(held), folder)) {
      editor.start(IndexesTest::progress, ON);
      assertThat(held.reached.await(Editor.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      ProgressParams begin = editor.next(ProgressParams.class);
      editor.server().cancelProgress(new WorkDoneProgressCancelParams(begin.getToken()));
      await(() -> symbols(editor, "F0").contains("F0"));
      held.go.countDown();
      assertThat(end(editor)).startsWith("stopped at ").endsWith("; what is indexed is used");
      assertThat(held.read.get()).isLessThan(12);
      editor.open("F0.java", "class F0 { void after() {} }");
      await(() -> symbols(editor, "after").equals(List.of("after")));
    }
  }

  private static WorkDoneProgressBegin begin(Editor editor) throws InterruptedException {
    ProgressParams begin = editor.next(ProgressParams.class);
    return (WorkDoneProgressBegin) begin.getValue().getLeft();
  }

  /** The last message; reports before it are read over. */
  private static String end(Editor editor) throws InterruptedException {
    while (true) {
      Either<?, ?> value = editor.next(ProgressParams.class).getValue();
      switch (value.getLeft()) {
        case WorkDoneProgressEnd end -> {
          return end.getMessage();
        }
        case WorkDoneProgressReport report ->
            assertThat(report.getMessage()).contains(" of 12 files");
        default -> throw new AssertionError(value);
      }
    }
  }
}
