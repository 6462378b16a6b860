package dev.stepwise.lsp;

import dev.stepwise.agent.Fix;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.WorkspaceChange;
import dev.stepwise.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
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
    Optional<Fix.Proposal> chosen = choose(run, fix);
    return chosen.isEmpty() ? "not applied" : apply(run, chosen.get());
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
    };
  }

  private Optional<Fix.Proposal> choose(FixRun run, Fix fix) throws InterruptedException {
    if (session.settings().apply() == ServerSettings.Apply.ALWAYS) {
      return Optional.of(fix.proposals().getFirst());
    }
    return session.features().preview() ? preview(run, fix) : ask(run, fix);
  }

  private Optional<Fix.Proposal> preview(FixRun run, Fix fix) throws InterruptedException {
    List<StepwiseClient.Alternative> alternatives = new ArrayList<>();
    for (Fix.Proposal proposal : fix.proposals()) {
      List<FileChange> files =
          proposal.edits().entrySet().stream()
              .map(
                  e ->
                      new FileChange(
                          e.getKey(),
                          session.documents().snapshot().version(e.getKey()),
                          proposal.before().getOrDefault(e.getKey(), ""),
                          e.getValue()))
              .toList();
      alternatives.add(
          new StepwiseClient.Alternative(
              FixText.summary(run, fix, proposal),
              proposal.origin(),
              proposal.checks().stream().map(FixText::check).toList(),
              FixText.diff(run.order().root(), proposal),
              sender.edit("Stepwise", new WorkspaceChange(files))));
    }
    try {
      StepwiseClient.Choice choice =
          session
              .client()
              .preview(
                  new StepwiseClient.Preview(
                      run.id(),
                      run.order().title(),
                      FixText.summary(run, fix, fix.proposals().getFirst()),
                      alternatives))
              .get();
      Integer place = choice == null ? null : choice.alternative();
      return place == null || place < 0 || place >= fix.proposals().size()
          ? Optional.empty()
          : Optional.of(fix.proposals().get(place));
    } catch (ExecutionException e) {
      session.log("stepwise/preview failed, asking by message: " + e.getCause());
      return ask(run, fix);
    } catch (CancellationException e) {
      return Optional.empty();
    }
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
