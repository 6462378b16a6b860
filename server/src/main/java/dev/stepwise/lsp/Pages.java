package dev.stepwise.lsp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.ShowDocumentParams;

/** Texts to read, a trace or a diff, opened in the editor from a temporary folder. */
final class Pages implements AutoCloseable {
  private final Session session;
  private Path folder = Path.of("");

  Pages(Session session) {
    this.session = session;
  }

  /** Writes a page and opens it where the editor can; says where it lies otherwise. */
  void show(String name, String text) {
    Path file;
    try {
      file = Files.writeString(folder().resolve(name), text);
    } catch (IOException e) {
      session.show(MessageType.Error, "cannot write " + name + " to the temporary folder: " + e);
      return;
    }
    if (session.features().showDocument()) {
      ShowDocumentParams params = new ShowDocumentParams(file.toUri().toString());
      params.setTakeFocus(true);
      session.unattended(
          session
              .client()
              .showDocument(params)
              .whenComplete(
                  (result, failure) -> {
                    if (failure != null || result == null || !result.isSuccess()) {
                      session.show(MessageType.Info, "see " + file);
                    }
                  }));
    } else {
      session.show(MessageType.Info, "see " + file);
    }
  }

  private synchronized Path folder() throws IOException {
    if (folder.toString().isEmpty()) {
      folder = Files.createTempDirectory("stepwise-pages");
    }
    return folder;
  }

  @Override
  public synchronized void close() {
    if (folder.toString().isEmpty()) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    } catch (IOException e) {
      session.log("left behind: " + folder + ": " + e);
    }
  }
}
