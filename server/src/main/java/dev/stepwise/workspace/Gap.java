package dev.stepwise.workspace;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.PositionEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes of a document since a version that its editor left out. Most editors never send what
 * they leave out. But Helix before 25.07 sends each change from a task of its own, and tasks
 * overtake each other: a change that comes late goes where its version says.
 */
final class Gap {
  private static final int CHANGES = 256;
  private static final int CHARACTERS = 1 << 18;

  private final PositionEncoding encoding;
  private final TreeMap<Integer, List<ContentChange>> changes = new TreeMap<>();
  private State before;
  private int characters;
  private long opened = System.nanoTime();

  /** A text, and the version whose edits led to it; those of one version lead to several. */
  record State(int version, LineIndex lines) {
    static State of(Document document) {
      return new State(document.version(), document.lines());
    }
  }

  /**
   * @param before what the version left out was made of
   */
  Gap(State before, PositionEncoding encoding) {
    this.before = before;
    this.encoding = encoding;
  }

  /** Whether a version was left out and could still come. */
  boolean lacks(int wanted) {
    return before.version() < wanted && wanted < newest() && !changes.containsKey(wanted);
  }

  /** Whether nothing is left out any more. */
  boolean isClosed() {
    return newest() - before.version() == changes.size();
  }

  private int newest() {
    return changes.isEmpty() ? before.version() : changes.lastKey();
  }

  /** The nanoseconds since a version was last left out. */
  long age() {
    return System.nanoTime() - opened;
  }

  /** Takes in a version newer than all others. */
  void add(int added, List<ContentChange> made) {
    if (added > newest() + 1) {
      opened = System.nanoTime();
    }
    put(added, made);
    while (changes.size() > CHANGES || (characters > CHARACTERS && !changes.isEmpty())) {
      Map.Entry<Integer, List<ContentChange>> oldest = changes.pollFirstEntry();
      characters -= length(oldest.getValue());
      before = apply(before, oldest.getKey(), oldest.getValue(), encoding).getLast();
    }
  }

  /**
   * Takes in a version that it {@link #lacks}.
   *
   * @return what it was made of, and all that became of it edit by edit, newer versions included
   */
  List<State> addLate(int late, List<ContentChange> made) {
    put(late, made);
    List<State> states = new ArrayList<>(List.of(before));
    changes.forEach(
        (version, edits) -> {
          State last = states.getLast();
          if (version <= late) {
            states.clear();
          } else {
            states.removeLast();
          }
          states.addAll(apply(last, version, edits, encoding));
        });
    return states;
  }

  private void put(int added, List<ContentChange> made) {
    changes.put(added, made);
    characters += length(made);
  }

  private static int length(List<ContentChange> changes) {
    return changes.stream().mapToInt(c -> c.text().length()).sum();
  }

  /** A state, and what becomes of it edit by edit. */
  static List<State> apply(
      State from, int version, List<ContentChange> changes, PositionEncoding encoding) {
    List<State> states = new ArrayList<>(List.of(from));
    for (ContentChange change : changes) {
      LineIndex lines = states.getLast().lines();
      states.add(new State(version, LineIndex.of(change.in(lines, encoding))));
    }
    return states;
  }
}
