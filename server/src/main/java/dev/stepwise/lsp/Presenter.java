package dev.stepwise.lsp;

import dev.stepwise.agent.Fix;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.Merge;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.WorkspaceChange;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** Shows a finished fix, asks what to do with it, and does it. */
final class Presenter {
  static final String APPLY = "Apply";
  static final String DIFF = "Show diff";
  static final String NEXT = "Next alternative";
  static final String DISCARD = "Discard";

  private final Session session;
  private final Applier applier;
  private final EditSender sender;
  private final Pages pages;

  Presenter(Session session, Applier applier, EditSender sender, Pages pages) {
    this.session = session;
    this.applier = applier;
    this.sender = sender;
    this.pages = pages;
  }

  /** Returns how it ended, in one line. */
  String present(FixRun run, Fix fix) throws InterruptedException {
    if (session.settings().apply() == ServerSettings.Apply.ALWAYS) {
      return apply(run, fix.proposals().getFirst());
    }
    if (session.features().preview()) {
      preview(run, fix);
      return "found, not applied yet";
    }
    Optional<Fix.Proposal> chosen = ask(run, fix);
    return chosen.isEmpty() ? "found, not applied" : apply(run, chosen.get());
  }

  /** Applies a proposal, asks no more, and tells the user where that was not possible. */
  String apply(FixRun run, Fix.Proposal proposal) throws InterruptedException {
    if (!session.features().applyEdit()) {
      session.show(
          MessageType.Error, "this editor cannot be sent edits; see the trace for the diff");
      return "not applied: the editor cannot be sent edits";
    }
    return switch (applier.apply("Stepwise: fix " + run.order().title(), proposal)) {
      case Applier.Outcome.Applied applied -> "applied";
      case Applier.Outcome.Refused refused -> {
        session.show(MessageType.Warning, refused.reason());
        yield "not applied: " + refused.reason();
      }
      case Applier.Outcome.Astray astray -> {
        session.show(MessageType.Warning, astray.reason());
        yield "not sure: " + astray.reason();
      }
    };
  }

  private void preview(FixRun run, Fix fix) {
    Snapshot documents = session.documents().snapshot();
    List<StepwiseClient.Alternative> alternatives = new ArrayList<>();
    for (Fix.Proposal proposal : fix.proposals()) {
      List<FileChange> files =
          proposal.edits().entrySet().stream()
              .map(e -> now(documents, e.getKey(), proposal.before(), e.getValue()))
              .toList();
      alternatives.add(
          new StepwiseClient.Alternative(
              FixText.summary(run, fix, proposal),
              proposal.origin(),
              proposal.checks().stream().map(FixText::check).toList(),
              FixText.diff(run.order().root(), proposal),
              sender.edit("Stepwise", new WorkspaceChange(files))));
    }
    session
        .client()
        .preview(
            new StepwiseClient.Preview(
                run.id(),
                run.order().title(),
                FixText.summary(run, fix, fix.proposals().getFirst()),
                alternatives));
  }

  /**
   * As a change of the text as it is now; where that touches what was typed, of the text before.
   */
  private static FileChange now(
      Snapshot documents, Path file, Map<Path, String> before, List<TextEdit> edits) {
    String base = before.getOrDefault(file, "");
    String text = documents.text(file).orElse("");
    return Merge.of(base, TextEdit.apply(base, edits), text) instanceof Merge.Merged merged
        ? new FileChange(file, documents.version(file), text, merged.edits())
        : new FileChange(file, documents.version(file), base, edits);
  }

  private Optional<Fix.Proposal> ask(FixRun run, Fix fix) throws InterruptedException {
    int shown = 0;
    while (true) {
      Fix.Proposal proposal = fix.proposals().get(shown);
      List<String> choices = new ArrayList<>(List.of(APPLY));
      if (session.features().showDocument()) {
        choices.add(DIFF);
      }
      if (fix.proposals().size() > 1) {
        choices.add(NEXT);
      }
      choices.add(DISCARD);
      ShowMessageRequestParams question =
          new ShowMessageRequestParams(choices.stream().map(MessageActionItem::new).toList());
      question.setType(MessageType.Info);
      question.setMessage("Stepwise: " + FixText.summary(run, fix, proposal));
      String answer;
      try {
        MessageActionItem item = session.client().showMessageRequest(question).get();
        answer = item == null ? DISCARD : item.getTitle();
      } catch (ExecutionException e) {
        // The user asked for this fix by name, and this editor cannot ask back: undo is at hand.
        answer = cannotAsk(e) ? APPLY : DISCARD;
      } catch (CancellationException e) {
        answer = DISCARD;
      }
      switch (answer) {
        case APPLY -> {
          return Optional.of(proposal);
        }
        case DIFF ->
            pages.show(
                run.id() + "-" + (shown + 1) + ".diff", FixText.diff(run.order().root(), proposal));
        case NEXT -> shown = (shown + 1) % fix.proposals().size();
        default -> {
          return Optional.empty();
        }
      }
    }
  }

  private static boolean cannotAsk(ExecutionException failure) {
    return failure.getCause() instanceof ResponseErrorException e
        && e.getResponseError().getCode() == ResponseErrorCode.MethodNotFound.getValue();
  }
}
