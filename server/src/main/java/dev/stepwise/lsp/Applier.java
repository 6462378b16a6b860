package dev.stepwise.lsp;

import dev.stepwise.agent.Fix;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.Merge;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.WorkspaceChange;
import dev.stepwise.workspace.History;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;

/**
 * Applies a fix in the editor without harming what the user typed since it was computed, or while
 * it travels. Before sending, fix and typing are merged. After the editor's answer the document's
 * history shows what really happened: applied; refused because the document is newer (some editors
 * say "applied" all the same), so merge and send again; or, in editors that do not check versions,
 * applied to a text that had already moved on, so that a correction is sent.
 */
final class Applier {
  private static final int ATTEMPTS = 8;

  /** Each comes too late only if the user types in the few milliseconds that it travels. */
  private static final int CORRECTIONS = 40;

  /** How long changes may be on their way that newer ones have overtaken. */
  private static final Duration OVERTAKEN = Duration.ofMillis(250);

  private final Session session;
  private final EditSender sender;
  private final Duration patience;
  private final Duration longest;

  /**
   * @param patience how long an editor may take to tell of a change after it answered; editors hold
   *     back change notifications for up to half a second
   * @param longest the same where a second try would come on top of the first
   */
  Applier(Session session, EditSender sender, Duration patience, Duration longest) {
    this.session = session;
    this.sender = sender;
    this.patience = patience;
    this.longest = longest;
  }

  /** How it ended. */
  sealed interface Outcome {
    record Applied() implements Outcome {}

    /** Nothing of the fix is in the documents. */
    record Refused(String reason) implements Outcome {}

    /**
     * Nothing that was typed is gone, but the user should look where it touched the fix: the reason
     * says at which lines.
     */
    record Astray(String reason) implements Outcome {}
  }

  /** What should become of one file: the text both sides started from, and ours. */
  private record Goal(String base, String ours) {}

  Outcome apply(String label, Fix.Proposal proposal) throws InterruptedException {
    Map<Path, Goal> goals = new HashMap<>();
    proposal
        .edits()
        .forEach(
            (file, edits) -> {
              String base = proposal.before().getOrDefault(file, "");
              goals.put(file, new Goal(base, TextEdit.apply(base, likeFile(base, edits))));
            });
    // An editor that does not check them applies whatever it says it has applied.
    boolean versions = session.features().documentChanges();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Snapshot snapshot = session.documents().whole(OVERTAKEN);
      List<FileChange> changes = new ArrayList<>();
      for (Map.Entry<Path, Goal> goal : goals.entrySet()) {
        Optional<FileChange> change = change(snapshot, goal.getKey(), goal.getValue());
        if (change.isEmpty()) {
          return new Outcome.Refused(
              "you changed %s where the fix would; nothing was applied. Ask for the fix again"
                  .formatted(goal.getKey().getFileName()));
        }
        if (!change.get().edits().isEmpty()) {
          changes.add(change.get());
        }
      }
      if (changes.isEmpty()) {
        return new Outcome.Applied();
      }
      try (History history = session.documents().follow(snapshot)) {
        ApplyWorkspaceEditResponse answer = send(label, changes);
        if (!answer.isApplied()) {
          // Most refuse since their text is newer: without that change the fix would be lost.
          if (!history.await(history::changed, longest)) {
            String reason = answer.getFailureReason();
            return new Outcome.Refused(
                "the editor did not apply the fix" + (reason == null ? "" : ": " + reason));
          }
          continue;
        }
        List<FileChange> open = changes.stream().filter(c -> snapshot.isOpen(c.file())).toList();
        if (!history.await(
            () -> open.stream().allMatch(c -> arrived(history, c).isPresent()),
            versions ? patience : longest)) {
          Optional<FileChange> away =
              open.stream()
                  .filter(c -> arrived(history, c).isEmpty() && history.states(c.file()).size() > 1)
                  .findFirst();
          if (away.isPresent() && versions) {
            continue;
          }
          if (away.isPresent()) {
            // It is there or will be: a second one would come on top.
            return astray(placeOf(away.get()));
          }
        }
        Snapshot _ = session.documents().whole(OVERTAKEN);
        return settle(label, open, history);
      }
    }
    return changedMeanwhile();
  }

  /** Sees that what arrived becomes what it should have become. */
  private Outcome settle(String label, List<FileChange> open, History history)
      throws InterruptedException {
    Map<FileChange, Arrival> arrivals = new LinkedHashMap<>();
    open.forEach(c -> arrived(history, c).ifPresent(a -> arrivals.put(c, a)));
    boolean takeBack =
        arrivals.entrySet().stream()
            .anyMatch(e -> meant(e.getKey(), before(history, e)) instanceof Merge.Conflict);
    Corrections corrections = new Corrections(history);
    arrivals
        .entrySet()
        .forEach(
            e ->
                corrections.begin(
                    e.getKey().file(),
                    e.getValue(),
                    !takeBack
                            && meant(e.getKey(), before(history, e)) instanceof Merge.Merged merged
                        ? merged.edits()
                        : List.of()));
    for (int attempt = 0; attempt < CORRECTIONS; attempt++) {
      List<FileChange> missing = corrections.missing(session.documents().whole(OVERTAKEN));
      if (missing.isEmpty()) {
        break;
      }
      boolean sent = send(label, missing).isApplied();
      if (!history.await(
          () -> sent ? corrections.arrived(missing) : corrections.changed(), longest)) {
        break;
      }
      if (sent) {
        corrections.take(missing);
      }
    }
    Optional<String> unsure = corrections.unsure();
    if (unsure.isPresent()) {
      return astray(unsure.get());
    }
    return takeBack ? changedMeanwhile() : new Outcome.Applied();
  }

  private static String before(History history, Map.Entry<FileChange, Arrival> arrival) {
    return history.states(arrival.getKey().file()).get(arrival.getValue().before());
  }

  /** What the text that a change arrived in should have become. */
  private static Merge meant(FileChange change, String before) {
    return Merge.of(change.before(), change.after(), before);
  }

  private static Outcome astray(String place) {
    return new Outcome.Astray(
        "you typed while the fix arrived beside it: look over %s, or undo and ask again"
            .formatted(place));
  }

  private static String placeOf(FileChange change) {
    return Corrections.place(
        change.file(), change.before(), change.edits().stream().map(TextEdit::range).toList());
  }

  /** Edits with the line ends of the file: models and rules write LF. */
  private static List<TextEdit> likeFile(String base, List<TextEdit> edits) {
    int first = base.indexOf('\n');
    if (first < 1 || base.charAt(first - 1) != '\r') {
      return edits;
    }
    return edits.stream()
        .map(e -> new TextEdit(e.range(), e.newText().replaceAll("\r?\n", "\r\n")))
        .toList();
  }

  private static Outcome changedMeanwhile() {
    return new Outcome.Refused(
        "the text kept changing while the fix was applied; nothing was applied. Ask for it again");
  }

  private ApplyWorkspaceEditResponse send(String label, List<FileChange> changes)
      throws InterruptedException {
    try {
      return sender.send(label, new WorkspaceChange(changes)).get();
    } catch (ExecutionException e) {
      ApplyWorkspaceEditResponse failed = new ApplyWorkspaceEditResponse(false);
      failed.setFailureReason(String.valueOf(e.getCause()));
      return failed;
    } catch (CancellationException e) {
      return new ApplyWorkspaceEditResponse(false);
    }
  }

  /** What is still missing in a file as it is now; empty if fix and typing touch. */
  private static Optional<FileChange> change(Snapshot snapshot, Path file, Goal goal) {
    String now = snapshot.text(file).orElse("");
    return switch (Merge.of(goal.base(), goal.ours(), now)) {
      case Merge.Merged merged ->
          Optional.of(
              new FileChange(
                  file,
                  snapshot.version(file),
                  now,
                  merged.edits().stream().map(e -> e.shrink(now)).toList()));
      case Merge.Conflict conflict -> Optional.empty();
    };
  }

  private static Optional<Arrival> arrived(History history, FileChange change) {
    return Arrival.of(change, history.states(change.file()));
  }
}
