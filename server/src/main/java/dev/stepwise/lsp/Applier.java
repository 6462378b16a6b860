package dev.stepwise.lsp;

import dev.stepwise.agent.Fix;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.Merge;
import dev.stepwise.edit.Position;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.edit.WorkspaceChange;
import dev.stepwise.workspace.History;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

  private final Session session;
  private final EditSender sender;
  private final Duration patience;

  /**
   * @param patience how long an editor may take to tell of a change after it answered; editors hold
   *     back change notifications for up to half a second
   */
  Applier(Session session, EditSender sender, Duration patience) {
    this.session = session;
    this.sender = sender;
    this.patience = patience;
  }

  /** How it ended. */
  sealed interface Outcome {
    record Applied() implements Outcome {}

    /** Nothing of the fix is in the documents. */
    record Refused(String reason) implements Outcome {}
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
    boolean correcting = false;
    boolean takenBack = false;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Snapshot snapshot = session.documents().snapshot();
      List<FileChange> changes = new ArrayList<>();
      for (Map.Entry<Path, Goal> goal : goals.entrySet()) {
        Optional<FileChange> change = change(snapshot, goal.getKey(), goal.getValue());
        if (change.isEmpty()) {
          return refused(goal.getKey(), correcting);
        }
        if (!change.get().edits().isEmpty()) {
          changes.add(change.get());
        }
      }
      if (changes.isEmpty()) {
        return takenBack ? changedMeanwhile() : new Outcome.Applied();
      }
      try (History history = session.documents().follow(snapshot)) {
        ApplyWorkspaceEditResponse answer = send(label, changes);
        if (!answer.isApplied()) {
          // Most refuse since their text is newer: without that change the fix would be lost.
          if (!history.await(history::changed, patience.multipliedBy(4))) {
            String reason = answer.getFailureReason();
            return new Outcome.Refused(
                "the editor did not apply the fix" + (reason == null ? "" : ": " + reason));
          }
          continue;
        }
        List<FileChange> open = changes.stream().filter(c -> snapshot.isOpen(c.file())).toList();
        if (!history.await(
                () -> open.stream().allMatch(c -> arrived(history, c).isPresent()),
                versions ? patience : patience.multipliedBy(4))
            && open.stream()
                .anyMatch(
                    c -> arrived(history, c).isEmpty() && history.states(c.file()).size() > 1)) {
          if (!versions) {
            // It is there or will be: a second one would come on top.
            return refused(open.getFirst().file(), true);
          }
          continue;
        }
        boolean astray = false;
        boolean again = correcting;
        for (FileChange change : open) {
          Arrival arrival = arrived(history, change).orElse(null);
          if (arrival == null) {
            continue;
          }
          Goal right = right(change, arrival);
          if (!right.base().equals(right.ours())) {
            goals.put(change.file(), right);
            takenBack |= right.ours().equals(arrival.before());
            astray = true;
            correcting = true;
          } else {
            goals.remove(change.file());
          }
        }
        if (astray && again) {
          // Even the correction: whoever types that fast is better told than chased.
          return refused(open.getFirst().file(), true);
        }
        if (!astray) {
          return takenBack ? changedMeanwhile() : new Outcome.Applied();
        }
      }
    }
    return correcting ? refused(goals.keySet().iterator().next(), true) : changedMeanwhile();
  }

  private static Outcome refused(Path file, boolean correcting) {
    return new Outcome.Refused(
        correcting
            ? "you typed in %s while the fix arrived beside it; look it over, or undo and ask again"
                .formatted(file.getFileName())
            : "you changed %s where the fix would; nothing was applied. Ask for the fix again"
                .formatted(file.getFileName()));
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

  /** Where in the history the edits were applied: the text before and after. */
  private record Arrival(String before, String after) {}

  /** The latest text before counts: what was typed within an edit's range leaves no trace after. */
  private static Optional<Arrival> arrived(History history, FileChange change) {
    List<String> states = history.states(change.file());
    for (int after = 1; after < states.size(); after++) {
      for (int before = after - 1; before >= 0; before--) {
        Optional<String> expected = applied(change, states.get(before));
        if (expected.isPresent() && sameButLineEnds(states.get(after), expected.get())) {
          return Optional.of(new Arrival(states.get(before), states.get(after)));
        }
      }
    }
    return Optional.empty();
  }

  /** What an editor makes of the edits' positions in a text they were not made for. */
  private static Optional<String> applied(FileChange change, String text) {
    LineIndex meant = LineIndex.of(change.before());
    LineIndex found = LineIndex.of(text);
    List<TextEdit> edits = new ArrayList<>();
    for (TextEdit edit : change.edits()) {
      int start = move(meant, found, edit.range().start());
      int end = move(meant, found, edit.range().end());
      if (start > end) {
        return Optional.empty();
      }
      edits.add(new TextEdit(new TextRange(start, end), edit.newText()));
    }
    try {
      return Optional.of(TextEdit.apply(text, edits));
    } catch (IllegalArgumentException overlapping) {
      return Optional.empty();
    }
  }

  private static int move(LineIndex from, LineIndex to, int offset) {
    Position position = from.position(offset, PositionEncoding.UTF_16);
    return to.offset(position, PositionEncoding.UTF_16);
  }

  private static boolean sameButLineEnds(String a, String b) {
    return a.equals(b) || a.replace("\r\n", "\n").equals(b.replace("\r\n", "\n"));
  }

  /**
   * What the text after arrival should have become: itself where all went well, the merge where the
   * text had moved on, and the text before where fix and typing touch.
   */
  private static Goal right(FileChange change, Arrival arrival) {
    if (arrival.before().equals(change.before())) {
      return new Goal(arrival.after(), arrival.after());
    }
    return switch (Merge.of(change.before(), change.after(), arrival.before())) {
      case Merge.Merged merged -> new Goal(arrival.after(), merged.text());
      case Merge.Conflict conflict -> new Goal(arrival.after(), arrival.before());
    };
  }
}
