package dev.stepwise.cli;

import dev.stepwise.language.Problem;
import dev.stepwise.language.java.JavaDiagnostics;
import dev.stepwise.language.java.JavaTests;
import dev.stepwise.language.java.SourceText;
import dev.stepwise.lsp.Languages;
import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.Document;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The languages as the language server asks for them: Java. */
final class EditorLanguages implements Languages, AutoCloseable {
  private final Map<Path, JavaDiagnostics> diagnostics = new ConcurrentHashMap<>();
  private final Map<Path, Found> tests = new ConcurrentHashMap<>();

  /** The tests of a file's last seen text. */
  private record Found(String text, List<LocatedTest> tests) {}

  @Override
  public boolean supports(Path file) {
    return file.toString().endsWith(".java");
  }

  @Override
  public List<LocatedTest> tests(Path file, String text) {
    Found last = tests.get(file);
    if (last != null && last.text().equals(text)) {
      return last.tests();
    }
    List<LocatedTest> found =
        JavaTests.find(List.of(new SourceText(file, text))).stream()
            .map(t -> new LocatedTest(t.test(), t.name(), t.range()))
            .toList();
    tests.put(file, new Found(text, found));
    return found;
  }

  @Override
  public List<Problem> problems(Path root, Path file, Snapshot documents, Budget budget) {
    Map<Path, String> texts = new HashMap<>();
    for (Document document : documents.openDocuments()) {
      texts.put(document.path(), document.text());
    }
    documents.text(file).ifPresent(text -> texts.put(file, text));
    budget.checkCancelled();
    return diagnostics
        .computeIfAbsent(root, folder -> new JavaDiagnostics(folder, false))
        .problems(file, texts);
  }

  @Override
  public void close() {
    diagnostics.values().forEach(JavaDiagnostics::close);
  }
}
