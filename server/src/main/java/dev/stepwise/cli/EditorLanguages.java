package dev.stepwise.cli;

import dev.stepwise.language.Problem;
import dev.stepwise.language.java.JavaDiagnostics;
import dev.stepwise.language.java.JavaTests;
import dev.stepwise.language.java.SourceText;
import dev.stepwise.language.python.PythonTests;
import dev.stepwise.lsp.Languages;
import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.Document;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The languages as the language server asks for them: Java, and Python's tests. What is wrong with
 * Python code that does not run at all is left to the editor's Python server.
 */
final class EditorLanguages implements Languages, AutoCloseable {
  private final Map<Path, JavaDiagnostics> diagnostics = new ConcurrentHashMap<>();
  private final Map<Path, Found> tests = new ConcurrentHashMap<>();

  /** The tests of a file's last seen text. */
  private record Found(String text, List<LocatedTest> tests) {}

  @Override
  public boolean supports(Path file) {
    return file.toString().endsWith(".java") || isPython(file);
  }

  private static boolean isPython(Path file) {
    return file.toString().endsWith(".py");
  }

  @Override
  public List<LocatedTest> tests(Path file, String text) {
    Found last = tests.get(file);
    if (last != null && last.text().equals(text)) {
      return last.tests();
    }
    List<LocatedTest> found =
        isPython(file)
            ? pythonTests(file, text)
            : JavaTests.find(List.of(new SourceText(file, text))).stream()
                .map(t -> new LocatedTest(t.test(), t.name(), t.range()))
                .toList();
    tests.put(file, new Found(text, found));
    return found;
  }

  private static List<LocatedTest> pythonTests(Path file, String text) {
    if (!PythonTests.isTestFile(String.valueOf(file.getFileName()))) {
      return List.of();
    }
    // The workspace's folder is not known here: file and folder name a test well enough.
    int names = file.getNameCount();
    String shortly = file.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
    return PythonTests.find(shortly, text).stream()
        .map(t -> new LocatedTest(t.test(), t.name(), t.range()))
        .toList();
  }

  @Override
  public List<Problem> problems(Path root, Path file, Snapshot documents, Budget budget) {
    if (isPython(file)) {
      return List.of();
    }
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
