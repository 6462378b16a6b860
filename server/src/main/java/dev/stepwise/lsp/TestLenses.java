package dev.stepwise.lsp;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;

/** "Fix with Stepwise" above each test. */
final class TestLenses {
  private final Session session;
  private final Languages languages;

  TestLenses(Session session, Languages languages) {
    this.session = session;
    this.languages = languages;
  }

  List<CodeLens> of(Snapshot documents, String uri) {
    Path file = Uris.path(uri).orElse(null);
    if (file == null || !session.settings().lenses() || !languages.supports(file)) {
      return List.of();
    }
    String text = documents.text(file).orElse("");
    LineIndex lines =
        documents.document(file).map(d -> d.lines()).orElseGet(() -> LineIndex.of(text));
    return languages.tests(file, text).stream()
        .map(
            test ->
                new CodeLens(
                    session.proto().range(lines, test.name()),
                    new Command(
                        "Fix with Stepwise",
                        Commands.FIX,
                        List.of(FixOrder.ofTest(uri, test.id()))),
                    null))
        .toList();
  }
}
