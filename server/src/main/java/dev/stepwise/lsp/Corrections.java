package dev.stepwise.lsp;

import dev.stepwise.edit.Beside;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.workspace.History;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Documents in which edits arrived beside their places, since their editor does not look at
 * versions. Of each the wanted text is kept beside the actual one, whatever is typed, until a
 * correction has arrived at its right place: so nothing that was typed stays away.
 */
final class Corrections {
  private final Map<Path, Followed> files = new LinkedHashMap<>();
  private final History history;

  /** A document, and how many of its states are in it. */
  private record Followed(Beside text, int read) {}

  Corrections(History history) {
    this.history = history;
  }

  /**
   * Takes in that edits arrived.
   *
   * @param wanted what the text before should have become
   */
  void begin(Path file, Arrival arrival, List<TextEdit> wanted) {
    List<String> states = history.states(file);
    files.put(
        file,
        new Followed(
            landed(Beside.of(states.get(arrival.before()), wanted), arrival, states),
            arrival.after() + 1));
  }

  /** What is to be sent; none if all texts are as they should be, or will be without it. */
  List<FileChange> missing(Snapshot documents) {
    List<FileChange> changes = new ArrayList<>();
    for (Map.Entry<Path, Followed> entry : files.entrySet()) {
      List<String> states = history.states(entry.getKey());
      Beside text = entry.getValue().text();
      for (String next : states.subList(entry.getValue().read(), states.size())) {
        text = text.typed(next);
      }
      entry.setValue(new Followed(text, states.size()));
      if (!text.isThere()) {
        changes.add(
            new FileChange(
                entry.getKey(), documents.version(entry.getKey()), text.actual(), text.missing()));
      }
    }
    return changes;
  }

  /** Whether all changes of {@link #missing} that were sent have arrived. */
  boolean arrived(List<FileChange> changes) {
    return changes.stream().allMatch(c -> Arrival.of(c, since(c.file())).isPresent());
  }

  /** Whether a document was changed since {@link #missing}. */
  boolean changed() {
    return files.entrySet().stream()
        .anyMatch(e -> history.states(e.getKey()).size() > e.getValue().read());
  }

  /** Takes in where the changes arrived. */
  void take(List<FileChange> changes) {
    for (FileChange change : changes) {
      List<String> states = since(change.file());
      Arrival arrival = Arrival.of(change, states).orElseThrow();
      Followed file = followed(change.file());
      Beside text = file.text();
      for (int i = 1; i <= arrival.before(); i++) {
        text = text.typed(states.get(i));
      }
      files.put(
          change.file(),
          new Followed(landed(text, arrival, states), file.read() + arrival.after()));
    }
  }

  /** From the last state that was taken in. */
  private List<String> since(Path file) {
    List<String> states = history.states(file);
    return states.subList(followed(file).read() - 1, states.size());
  }

  private Followed followed(Path file) {
    return Objects.requireNonNull(files.get(file));
  }

  private static Beside landed(Beside text, Arrival arrival, List<String> states) {
    // Typed: an editor may have made other line ends of ours.
    return text.landed(arrival.edits()).typed(states.get(arrival.after()));
  }

  /** Where the user should look, in words; empty if all is certain. */
  Optional<String> unsure() {
    List<String> places = new ArrayList<>();
    files.forEach(
        (file, followed) -> {
          Beside text = followed.text();
          List<TextRange> ranges = new ArrayList<>();
          text.unsure().ifPresent(ranges::add);
          text.missing().forEach(e -> ranges.add(e.range()));
          if (!ranges.isEmpty()) {
            places.add(place(file, text.actual(), ranges));
          }
        });
    return places.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", places));
  }

  /** The lines of a file from the first to the last of some ranges, in words. */
  static String place(Path file, String text, List<TextRange> ranges) {
    LineIndex lines = LineIndex.of(text);
    int first = lines.lineOf(ranges.stream().mapToInt(TextRange::start).min().orElse(0)) + 1;
    int last = lines.lineOf(ranges.stream().mapToInt(TextRange::end).max().orElse(0)) + 1;
    return first == last
        ? "line %d of %s".formatted(first, file.getFileName())
        : "lines %d to %d of %s".formatted(first, last, file.getFileName());
  }
}
