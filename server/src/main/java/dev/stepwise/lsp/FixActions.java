package dev.stepwise.lsp;

import com.google.gson.JsonObject;
import dev.stepwise.agent.Fix;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.Merge;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeActionTag;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * The code actions: cheap commands only, nothing is inferred here. One for each diagnostic of any
 * server under the range, one for the test at the range, and one for a fix that was found before
 * and not applied yet. All are quick fixes, never preferred, never part of fix-all.
 */
final class FixActions {
  private static final int MOST = 8;

  private final Session session;
  private final Languages languages;
  private final Problems problems;
  private final Fixes fixes;

  FixActions(Session session, Languages languages, Problems problems, Fixes fixes) {
    this.session = session;
    this.languages = languages;
    this.problems = problems;
    this.fixes = fixes;
  }

  List<Either<Command, CodeAction>> at(Snapshot documents, CodeActionParams params) {
    CodeActionContext context = params.getContext();
    String uri = params.getTextDocument().getUri();
    Path file = Uris.path(uri).orElse(null);
    if (file == null || !languages.supports(file) || !wanted(context)) {
      return List.of();
    }
    String text = documents.text(file).orElse("");
    LineIndex lines =
        documents.document(file).map(d -> d.lines()).orElseGet(() -> LineIndex.of(text));
    TextRange range = session.proto().range(lines, params.getRange());
    List<Either<Command, CodeAction>> actions = new ArrayList<>();
    for (FixRun run : fixes.runs()) {
      found(actions, run, file, text, lines, range);
    }
    List<Diagnostic> diagnostics = diagnostics(context, file, documents, lines);
    for (Diagnostic diagnostic : diagnostics) {
      // By lines: old Neovims count the columns of diagnostics in bytes.
      if (actions.size() < MOST
          && near(lines, session.proto().range(lines, diagnostic.getRange()), range)) {
        actions.add(forDiagnostic(uri, diagnostic));
      }
    }
    if (context.getTriggerKind() != CodeActionTriggerKind.Automatic) {
      languages.tests(file, text).stream()
          .filter(t -> t.range().intersects(range))
          .limit(1)
          .forEach(
              t ->
                  actions.add(
                      action(
                          "Stepwise: make " + FixOrder.shortName(t.id()) + " pass",
                          command(Commands.FIX, FixOrder.ofTest(uri, t.id())),
                          List.of())));
    }
    if (isBare(context)) {
      actions.stream()
          .filter(Either::isRight)
          .forEach(a -> a.getRight().setKind(CodeActionKind.RefactorRewrite));
    }
    return actions;
  }

  /**
   * Whether a client asks for whatever there is at the cursor. JetBrains' LSP4IJ asks so for its
   * intentions and leaves quick fixes out of them: those it asks for with the diagnostic.
   */
  private static boolean isBare(CodeActionContext context) {
    return context.getOnly() == null
        && context.getTriggerKind() == null
        && (context.getDiagnostics() == null || context.getDiagnostics().isEmpty());
  }

  /** Whether the client asks for quick fixes at all; kinds are prefixes. */
  private static boolean wanted(CodeActionContext context) {
    List<String> only = context.getOnly();
    return only == null
        || only.isEmpty()
        || only.stream()
            .filter(Objects::nonNull)
            .anyMatch(k -> k.isEmpty() || CodeActionKind.QuickFix.equals(k));
  }

  /** Errors and warnings of any server; ours from what we know where the client sends none. */
  private List<Diagnostic> diagnostics(
      CodeActionContext context, Path file, Snapshot documents, LineIndex lines) {
    List<Diagnostic> sent = Objects.requireNonNullElse(context.getDiagnostics(), List.of());
    if (sent.isEmpty()) {
      return problems.known(file, documents).stream()
          .map(p -> session.proto().diagnostic(lines, p))
          .toList();
    }
    return sent.stream()
        .filter(Objects::nonNull)
        .filter(d -> d.getRange() != null)
        .filter(
            d ->
                d.getSeverity() == null
                    || d.getSeverity() == DiagnosticSeverity.Error
                    || d.getSeverity() == DiagnosticSeverity.Warning)
        .distinct()
        .toList();
  }

  private Either<Command, CodeAction> forDiagnostic(String uri, Diagnostic diagnostic) {
    Either<String, org.eclipse.lsp4j.MarkupContent> said = diagnostic.getMessage();
    String message = said == null ? "" : said.map(m -> m, m -> m.getValue());
    Either<String, Integer> key = diagnostic.getCode();
    String code = key == null ? "" : key.map(k -> k, String::valueOf);
    if (diagnostic.getTags() != null) {
      // A tag of a newer protocol arrives as null and must not go back as one.
      diagnostic.setTags(
          diagnostic.getTags().stream().filter(DiagnosticTag.class::isInstance).toList());
    }
    return action(
        "Stepwise: fix '" + FixOrder.title(message) + "'",
        command(Commands.FIX, FixOrder.ofDiagnostic(uri, diagnostic.getRange(), code, message)),
        List.of(diagnostic));
  }

  /** A fix that was found, not applied, and still fits the text. */
  private void found(
      List<Either<Command, CodeAction>> actions,
      FixRun run,
      Path file,
      String text,
      LineIndex lines,
      TextRange range) {
    List<Fix.Proposal> proposals = run.fix().map(Fix::proposals).orElse(List.of());
    for (int i = 0; i < proposals.size() && !run.running(); i++) {
      Fix.Proposal proposal = proposals.get(i);
      String base = proposal.before().get(file);
      if (base == null || !proposal.edits().containsKey(file)) {
        continue;
      }
      String ours = TextEdit.apply(base, proposal.edits().get(file));
      if (Merge.of(base, ours, text) instanceof Merge.Merged merged
          && merged.edits().stream().anyMatch(e -> near(lines, e.range(), range))) {
        JsonObject argument = new JsonObject();
        argument.addProperty("id", run.id());
        argument.addProperty("alternative", i);
        actions.add(
            action(
                "Stepwise: apply the %s found for %s"
                    .formatted(
                        run.fix().orElseThrow().outcome() == Fix.Outcome.VERIFIED
                            ? "verified fix"
                            : "proposal",
                        run.order().title()),
                command(Commands.APPLY, argument),
                List.of()));
      }
    }
  }

  /** Whether the two share a line. */
  private static boolean near(LineIndex lines, TextRange one, TextRange other) {
    return lines.lineOf(one.start()) <= lines.lineOf(other.end())
        && lines.lineOf(other.start()) <= lines.lineOf(one.end());
  }

  private static Command command(String name, JsonObject argument) {
    return new Command("Fix with Stepwise", name, List.of(argument));
  }

  private Either<Command, CodeAction> action(
      String title, Command command, Collection<Diagnostic> diagnostics) {
    command.setTitle(title);
    if (!session.features().actionLiterals()) {
      return Either.forLeft(command);
    }
    CodeAction action = new CodeAction(title);
    action.setKind(CodeActionKind.QuickFix);
    action.setCommand(command);
    if (!diagnostics.isEmpty()) {
      action.setDiagnostics(List.copyOf(diagnostics));
    }
    if (session.features().llmTag()) {
      action.setTags(List.of(CodeActionTag.LLMGenerated));
    }
    return Either.forRight(action);
  }
}
