package dev.stepwise.lsp;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.language.Problem;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Document;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import org.jspecify.annotations.Nullable;

/** Compile problems as diagnostics: pulled by clients that can, pushed to the others. */
final class Problems {
  /** Typing goes on; nobody reads problems of half a word. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Session session;
  private final Languages languages;
  private final OtherServers others;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();
  private final Map<Path, Long> turns = new ConcurrentHashMap<>();

  Problems(Session session, Languages languages, OtherServers others) {
    this.session = session;
    this.languages = languages;
    this.others = others;
  }

  /** Files whose last published diagnostics were not none. */
  private final Set<Path> published = ConcurrentHashMap.newKeySet();

  private record Known(Document document, List<Problem> problems) {}

  /** Whether our diagnostics are shown at present. */
  boolean shown() {
    return switch (session.settings().diagnostics()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> !others.evident();
    };
  }

  /** What was last computed for a document, if it has not changed since. */
  List<Problem> known(Path file, Snapshot documents) {
    Known last = known.get(file);
    return last != null && documents.document(file).filter(last.document()::equals).isPresent()
        ? last.problems()
        : List.of();
  }

  /** Answers a pull. */
  DocumentDiagnosticReport report(
      Snapshot documents, Path file, String previousId, BooleanSupplier cancelled) {
    // Computed beside another server too: see publishNow.
    List<Diagnostic> computed =
        session.settings().diagnostics() == ServerSettings.Switch.OFF
            ? List.of()
            : compute(documents, file, cancelled);
    List<Diagnostic> diagnostics = shown() ? computed : List.of();
    String id = Integer.toHexString(diagnostics.hashCode()) + "-" + diagnostics.size();
    if (id.equals(previousId)) {
      return new DocumentDiagnosticReport(new RelatedUnchangedDocumentDiagnosticReport(id));
    }
    RelatedFullDocumentDiagnosticReport full = new RelatedFullDocumentDiagnosticReport(diagnostics);
    full.setResultId(id);
    return new DocumentDiagnosticReport(full);
  }

  /** After an edit: publishes a moment later, unless the document changes again before. */
  void changed(Path file) {
    if (!session.features().pullDiagnostics()) {
      publishAfter(file, PAUSE);
    }
  }

  /** After a save or a change of settings: other files may have other problems now. */
  void allChanged() {
    if (session.features().pullDiagnostics()) {
      if (session.features().refreshDiagnostics()) {
        session.unattended(session.client().refreshDiagnostics());
      }
      return;
    }
    session
        .documents()
        .snapshot()
        .openDocuments()
        .forEach(d -> publishAfter(d.path(), Duration.ZERO));
  }

  void closed(Path file) {
    turns.merge(file, 1L, Long::sum);
    known.remove(file);
    if (published.contains(file)) {
      publish(file, null, List.of());
    }
  }

  private void publishAfter(Path file, Duration pause) {
    if (!languages.supports(file)) {
      return;
    }
    long turn = turns.merge(file, 1L, Long::sum);
    Executor later =
        CompletableFuture.delayedExecutor(
            pause.toMillis(), TimeUnit.MILLISECONDS, session.workers());
    later.execute(
        () -> {
          try {
            publishNow(file, turn);
          } catch (CancellationException _) {
            // A newer text has its own turn.
          } catch (RuntimeException | Error e) {
            session.log("diagnostics of " + file + ": " + Failures.stack(e));
          }
        });
  }

  private void publishNow(Path file, long turn) {
    BooleanSupplier overtaken = () -> turns.getOrDefault(file, 0L) != turn;
    Snapshot documents = session.documents().snapshot();
    Document document = documents.document(file).orElse(null);
    if (overtaken.getAsBoolean() || document == null) {
      return;
    }
    if (session.settings().diagnostics() == ServerSettings.Switch.OFF) {
      if (published.contains(file)) {
        publish(file, document, List.of());
      }
      return;
    }
    // Beside another server they are computed all the same: some editors send each server only its
    // own diagnostics along with a code action request.
    List<Diagnostic> diagnostics = compute(documents, file, overtaken);
    boolean shown = shown();
    if (!overtaken.getAsBoolean() && (shown || published.contains(file))) {
      publish(file, document, shown ? diagnostics : List.of());
    }
  }

  private void publish(Path file, @Nullable Document document, List<Diagnostic> diagnostics) {
    PublishDiagnosticsParams params =
        new PublishDiagnosticsParams(session.uris().uri(file), diagnostics);
    if (document != null) {
      params.setVersion(document.version());
    }
    if (diagnostics.isEmpty()) {
      published.remove(file);
    } else {
      published.add(file);
    }
    session.client().publishDiagnostics(params);
  }

  private List<Diagnostic> compute(Snapshot documents, Path file, BooleanSupplier cancelled) {
    if (!languages.supports(file)) {
      return List.of();
    }
    List<Problem> problems;
    try {
      problems =
          languages.problems(
              session.roots().of(file), file, documents, Budget.of(LIMIT, cancelled));
    } catch (UserException e) {
      session.log("no diagnostics of " + file + ": " + e.getMessage());
      return List.of();
    }
    documents.document(file).ifPresent(d -> known.put(file, new Known(d, problems)));
    LineIndex lines =
        documents
            .document(file)
            .map(Document::lines)
            .orElseGet(() -> LineIndex.of(documents.text(file).orElse("")));
    return problems.stream().map(p -> session.proto().diagnostic(lines, p)).toList();
  }
}
