package dev.stepwise.cli;

import dev.stepwise.lsp.Connection;
import dev.stepwise.lsp.Parts;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The language server, for editors to start. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves an editor: speaks the Language Server Protocol on its standard streams.")
final class ServeCommand implements Callable<Integer> {
  @Option(names = "--stdio", description = "Use the standard streams; the only way there is.")
  @SuppressWarnings("UnusedVariable") // Editors give it out of habit.
  private boolean stdio;

  @Override
  public Integer call() throws InterruptedException {
    // Whatever prints from now on, a library or a test, must not get between the messages.
    System.setOut(System.err);
    try (EditorLanguages languages = new EditorLanguages();
        EditorIndexes indexes = new EditorIndexes()) {
      Parts parts = new Parts(languages, new EditorAgents(indexes), Optional.of(indexes));
      return new Connection(parts, System.err)
          .serve(
              new FileInputStream(FileDescriptor.in),
              new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    }
  }
}
