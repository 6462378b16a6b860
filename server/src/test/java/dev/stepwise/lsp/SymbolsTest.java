package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.index.LiveIndex;
import dev.stepwise.settings.Budget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolCapabilities;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolsTest {
  private static final String JAVA =
      "/** é */\nclass Outer {\n  int field;\n  void método() { run(); }\n}\n";

  @TempDir Path temp;
  private Path folder;
  private final List<LiveIndex> opened = new ArrayList<>();

  @BeforeEach
  void files() throws Exception {
    folder = Files.createDirectories(temp.resolve("w"));
    Files.writeString(folder.resolve("Outer.java"), JAVA);
    Files.writeString(folder.resolve("outer.py"), "def outer_function():\n    pass\n");
  }

  private Editor editor(String symbols) throws Exception {
    return editor(symbols, can -> {});
  }

  private Editor editor(String symbols, java.util.function.Consumer<ClientCapabilities> can)
      throws Exception {
    Editor editor = unstarted();
    editor.start(can, Map.of("diagnostics", "off", "symbols", symbols));
    return editor;
  }

  private Editor unstarted() {
    Parts toy = Toy.parts(new Semaphore(1_000));
    IndexFactory indexes =
        (root, gate, listener, log) -> {
          LiveIndex live = new LiveIndex(root, temp.resolve("cache"), gate, listener, log);
          live.built().orTimeout(Editor.PATIENCE_SECONDS, TimeUnit.SECONDS).join();
          opened.add(live);
          return live;
        };
    return new Editor(new Parts(toy.languages(), toy.agents(), Optional.of(indexes)), folder);
  }

  private static List<WorkspaceSymbol> search(Editor editor, String query) throws Exception {
    while (true) { // until the index is open
      var answer =
          Editor.get(
              editor.server().getWorkspaceService().symbol(new WorkspaceSymbolParams(query)));
      if (!answer.getRight().isEmpty()) {
        return List.copyOf(answer.getRight());
      }
    }
  }

  private static List<Either<org.eclipse.lsp4j.SymbolInformation, DocumentSymbol>> outline(
      Editor editor, String name) throws Exception {
    return Editor.get(
        editor
            .server()
            .getTextDocumentService()
            .documentSymbol(
                new DocumentSymbolParams(new TextDocumentIdentifier(editor.uri(name)))));
  }

  private static void nested(ClientCapabilities can) {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    DocumentSymbolCapabilities symbols = new DocumentSymbolCapabilities();
    symbols.setHierarchicalDocumentSymbolSupport(true);
    text.setDocumentSymbol(symbols);
    can.setTextDocument(text);
  }

  private static Range range(int line, int from, int to) {
    return new Range(new Position(line, from), new Position(line, to));
  }

  @Test
  void findsDeclarationsOfTheWorkspace() throws Exception {
    try (Editor editor = editor("on")) {
      WorkspaceSymbol type = search(editor, "Outer").getFirst();
      assertThat(type.getName()).isEqualTo("Outer");
      assertThat(type.getKind()).isEqualTo(SymbolKind.Class);
      assertThat(type.getLocation().getLeft().getUri()).isEqualTo(editor.uri("Outer.java"));
      assertThat(type.getLocation().getLeft().getRange()).isEqualTo(range(1, 6, 11));
      WorkspaceSymbol method = search(editor, "método").getFirst();
      assertThat(method.getContainerName()).isEqualTo("Outer");
      assertThat(search(editor, "outer"))
          .extracting(WorkspaceSymbol::getName)
          .containsExactly("Outer", "outer_function");
    }
  }

  @Test
  void servesOnlyJavaWhereOthersMayServeTheRest() throws Exception {
    try (Editor editor = editor("auto")) {
      assertThat(search(editor, "outer"))
          .extracting(WorkspaceSymbol::getName)
          .containsExactly("Outer");
      assertThat(outline(editor, "outer.py")).isEmpty();
      assertThat(outline(editor, "Outer.java")).isNotEmpty();
    }
  }

  @Test
  void keepsToItselfWhenOff() throws Exception {
    try (Editor editor = unstarted()) {
      InitializeResult result = editor.start(can -> {}, Map.of("symbols", "off"));
      assertThat(result.getCapabilities().getDocumentSymbolProvider()).isNull();
      assertThat(result.getCapabilities().getWorkspaceSymbolProvider()).isNull();
      assertThat(outline(editor, "Outer.java")).isEmpty();
    }
  }

  @Test
  void outlinesWhatIsTyped() throws Exception {
    try (Editor editor = editor("on", SymbolsTest::nested)) {
      editor.open("Outer.java", JAVA.replace("int field", "long unsaved"));
      DocumentSymbol type = outline(editor, "Outer.java").getFirst().getRight();
      assertThat(type.getName()).isEqualTo("Outer");
      assertThat(type.getSelectionRange()).isEqualTo(range(1, 6, 11));
      assertThat(type.getRange().getEnd()).isEqualTo(new Position(4, 1));
      assertThat(type.getChildren())
          .extracting(DocumentSymbol::getName)
          .containsExactly("unsaved", "método");
      assertThat(type.getChildren().getFirst().getDetail()).isEqualTo("long unsaved");
    }
  }

  @Test
  void outlinesFlatForOldEditors() throws Exception {
    try (Editor editor = editor("on")) {
      assertThat(outline(editor, "Outer.java"))
          .extracting(s -> s.getLeft().getName() + "<" + s.getLeft().getContainerName())
          .containsExactly("Outer<", "field<Outer", "método<Outer");
      assertThat(outline(editor, "outer.py")).hasSize(1);
      assertThat(outline(editor, "missing.java")).isEmpty();
    }
  }

  @Test
  void tellsPieceByPiece() throws Exception {
    StringBuilder many = new StringBuilder("class Many {\n");
    for (int i = 0; i < 130; i++) {
      many.append("  void many").append(i).append("() {}\n");
    }
    Files.writeString(folder.resolve("Many.java"), many.append("}\n"));
    try (Editor editor = editor("on")) {
      search(editor, "Many");
      WorkspaceSymbolParams params = new WorkspaceSymbolParams("many");
      params.setPartialResultToken("pieces");
      assertThat(Editor.get(editor.server().getWorkspaceService().symbol(params)).getRight())
          .isNullOrEmpty();
      int told = 0;
      int pieces = 0;
      while (told < 131) {
        ProgressParams piece = editor.next(ProgressParams.class);
        assertThat(piece.getToken().getLeft()).isEqualTo("pieces");
        told += ((com.google.gson.JsonArray) piece.getValue().getRight()).size();
        pieces++;
      }
      assertThat(told).isEqualTo(131);
      assertThat(pieces).isGreaterThan(1);
    }
  }

  @Test
  void stopsWhenCancelled() throws Exception {
    try (Editor editor = editor("on")) {
      search(editor, "Outer");
      Budget cancelled = Budget.of(Duration.ofMinutes(1), () -> true);
      assertThatThrownBy(
              () ->
                  opened
                      .getFirst()
                      .lookup()
                      .symbols(
                          "Outer",
                          10,
                          cancelled,
                          found -> {
                            throw new AssertionError("told after it was cancelled");
                          }))
          .isInstanceOf(CancellationException.class);
    }
  }
}
