package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LSP4IJ's capabilities with the server as it is: its process, its agent and its model. */
@Tag("slow")
class JetBrainsRealTest {
  private static final long PATIENCE_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void makesAFailingTestPass() throws Exception {
    copy(Path.of("examples", "library"), folder);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stepwise.cli.Main",
                "serve")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Editor editor = new Editor(process, folder).waiting(PATIENCE_SECONDS);
      editor.start(JetBrainsTest.capabilities(), "IntelliJ IDEA", Map.of("allowUnsandboxed", true));
      Path test = folder.resolve("src/test/java/library/LateFeeTest.java");
      Path late = folder.resolve("src/main/java/library/LateFee.java");
      String fixed = editor.open(late, Files.readString(late));
      Command lens = lens(editor, editor.open(test, Files.readString(test)));
      Editor.get(
          editor
              .server()
              .getWorkspaceService()
              .executeCommand(new ExecuteCommandParams(lens.getCommand(), lens.getArguments())));
      assertThat(editor.next(ShowMessageRequestParams.class).getMessage())
          .startsWith("Stepwise: verified fix for LateFeeTest.lastDay")
          .contains("library.LateFeeTest#lastDay passes");
      editor.next(ApplyWorkspaceEditParams.class);
      assertThat(editor.text(fixed)).containsPattern("daysLate *(<= *0|< *1)");
      assertThat(editor.stop()).isZero();
      new Conformance("JetBrains, LSP4IJ (replayed)").works(Capability.REAL);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Command lens(Editor editor, String uri) throws Exception {
    return Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .codeLens(new CodeLensParams(new TextDocumentIdentifier(uri))))
        .stream()
        .map(l -> l.getCommand())
        .filter(c -> c.getArguments().toString().contains("#lastDay"))
        .findFirst()
        .orElseThrow();
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (var all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }
}
