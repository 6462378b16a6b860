package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.cli.ExampleCopy;
import dev.stepwise.editors.Scenario;
import dev.stepwise.editors.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LSP4IJ's capabilities with the server as it is: its process, its agent and its model. */
@Tag("slow")
class JetBrainsRealTest {
  @TempDir Path folder;

  @Test
  void makesAFailingTestPass() throws Exception {
    Path library = ExampleCopy.of("library", folder);
    Process process =
        new ProcessBuilder(TestServers.real())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Editor editor = new Editor(process, library).waiting(300);
      editor.start(JetBrainsTest.capabilities(), "IntelliJ IDEA", Map.of("allowUnsandboxed", true));
      Path test = library.resolve("src/test/java/library/LateFeeTest.java");
      Path fixed = library.resolve("src/main/java/library/LateFee.java");
      String uri = editor.open(test, Files.readString(test));
      String main = editor.open(fixed, Files.readString(fixed));
      Command lens =
          Editor.get(
                  editor
                      .server()
                      .getTextDocumentService()
                      .codeLens(new CodeLensParams(new TextDocumentIdentifier(uri))))
              .stream()
              .map(l -> l.getCommand())
              .filter(c -> c.getArguments().toString().contains("#lastDay"))
              .findFirst()
              .orElseThrow();
      Editor.get(
          editor
              .server()
              .getWorkspaceService()
              .executeCommand(new ExecuteCommandParams(lens.getCommand(), lens.getArguments())));
      editor.next(ApplyWorkspaceEditParams.class);
      Files.writeString(fixed, editor.text(main));
      assertThat(editor.stop()).isZero();
      Scenario.checkPasses(library);
      new Conformance("JetBrains, LSP4IJ (replayed)").works(Capability.REAL);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
