package dev.stepwise.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A text as it is, and beside it the text as it should be, while others keep changing it. What they
 * type is taken over into both, so that nothing of it can be missing once the difference is sent
 * and has arrived; where it touches the difference, its place there is a guess.
 *
 * @param actual the text as it is
 * @param missing what makes the wanted text of it: in order, apart from each other
 * @param unsure where in {@code actual} both sides changed the same, if anywhere
 */
public record Beside(String actual, List<TextEdit> missing, Optional<TextRange> unsure) {
  public Beside {
    missing = List.copyOf(missing);
  }

  /** A text that becomes as it should be by some edits. */
  public static Beside of(String actual, List<TextEdit> missing) {
    return new Beside(actual, new ArrayList<>(sorted(missing)), Optional.empty());
  }

  /** The text as it should be. */
  public String wanted() {
    return TextEdit.apply(actual, missing);
  }

  /** Whether the text is as it should be. */
  public boolean isThere() {
    return missing.isEmpty();
  }

  /** Somebody changed the text; the wanted text takes that over. */
  public Beside typed(String next) {
    if (next.equals(actual)) {
      return this;
    }
    TextEdit latest = TextEdit.replace(0, actual.length(), next).shrink(actual);
    int slide = slide(latest);
    TextEdit change = asTyped(latest, slide);
    int start = change.range().start();
    int end = change.range().end();
    int newEnd = start + change.newText().length();
    int by = newEnd - end;
    // A line typed below another may as well have been typed above the next: the text is the same.
    int first = latest.range().start() - slide;
    int last = latest.range().end();
    List<TextEdit> moved = new ArrayList<>();
    boolean touched = false;
    for (TextEdit edit : missing) {
      int from = edit.range().start();
      int to = edit.range().end();
      boolean samePlace = from == to && start == end && from == start;
      touched |= to >= first && from <= last;
      if (to <= start && !samePlace) {
        moved.add(edit);
      } else if (from >= end && !samePlace) {
        moved.add(TextEdit.replace(from + by, to + by, edit.newText()));
      } else {
        // What was typed stays; of what is to go, that which is still there goes.
        if (from <= start) {
          moved.add(TextEdit.replace(from, start, edit.newText()));
        } else {
          moved.add(TextEdit.replace(newEnd, newEnd + Math.max(0, to - end), edit.newText()));
        }
        if (from <= start && to > end) {
          moved.add(TextEdit.replace(newEnd, to + by, ""));
        }
      }
    }
    Optional<TextRange> place = touched ? union(unsure, new TextRange(first, last)) : unsure;
    return new Beside(next, apart(moved), place.map(r -> grown(r, start, end, by)));
  }

  /**
   * Edits of ours arrived in the text, at their right places or at others; the wanted text remains.
   *
   * @param edits as they were applied to {@link #actual}, not overlapping
   */
  public Beside landed(List<TextEdit> edits) {
    List<TextEdit> done = sorted(edits);
    String next = TextEdit.apply(actual, done);
    List<TextEdit> left = new ArrayList<>();
    int i = 0;
    int j = 0;
    int by = 0;
    while (i < done.size() || j < missing.size()) {
      // The next stretch of the text that either of them changes.
      int start = Math.min(startOf(done, i), startOf(missing, j));
      int end = start;
      List<TextEdit> here = new ArrayList<>();
      List<TextEdit> there = new ArrayList<>();
      boolean grows = true;
      while (grows) {
        grows = false;
        if (startOf(done, i) <= end) {
          end = Math.max(end, done.get(i).range().end());
          here.add(done.get(i++));
          grows = true;
        }
        if (startOf(missing, j) <= end) {
          end = Math.max(end, missing.get(j).range().end());
          there.add(missing.get(j++));
          grows = true;
        }
      }
      String is = part(start, end, here);
      String should = part(start, end, there);
      if (!is.equals(should)) {
        left.add(TextEdit.replace(start + by, start + by + is.length(), should).shrink(next));
      }
      by += is.length() - (end - start);
    }
    return new Beside(next, left, unsure.map(r -> through(r, done, next.length())));
  }

  /** How far a change may be moved to the left without another outcome. */
  private int slide(TextEdit change) {
    int start = change.range().start();
    int end = change.range().end();
    String text = change.newText();
    if (!text.isEmpty() && start < end) {
      return 0;
    }
    String turning = text.isEmpty() ? actual.substring(start, end) : text;
    int by = 0;
    while (start - by > 0
        && actual.charAt(start - by - 1)
            == turning.charAt(Math.floorMod(-by - 1, turning.length()))) {
      by++;
    }
    return by;
  }

  /** Of the places where a change may have been made, that where it begins with a line's end. */
  private TextEdit asTyped(TextEdit change, int slide) {
    int start = change.range().start();
    int end = change.range().end();
    String text = change.newText();
    String turning = text.isEmpty() ? actual.substring(start, end) : text;
    for (int by = 0; by <= slide; by++) {
      int turn = turning.length() - by % turning.length();
      String turned = turning.substring(turn) + turning.substring(0, turn);
      int from = start - by;
      if (turned.startsWith("\r\n")
          || (turned.startsWith("\n") && (from == 0 || actual.charAt(from - 1) != '\r'))) {
        return TextEdit.replace(from, end - by, text.isEmpty() ? "" : turned);
      }
    }
    return change;
  }

  private static int startOf(List<TextEdit> edits, int place) {
    return place < edits.size() ? edits.get(place).range().start() : Integer.MAX_VALUE;
  }

  /** A stretch of the text after edits within it. */
  private String part(int start, int end, List<TextEdit> edits) {
    return TextEdit.apply(
        actual.substring(start, end),
        edits.stream()
            .map(
                e ->
                    TextEdit.replace(
                        e.range().start() - start, e.range().end() - start, e.newText()))
            .toList());
  }

  private static List<TextEdit> sorted(List<TextEdit> edits) {
    return edits.stream().sorted(Comparator.comparingInt(e -> e.range().start())).toList();
  }

  /** Those that do something, in order; two that meet become one. */
  private static List<TextEdit> apart(List<TextEdit> edits) {
    List<TextEdit> apart = new ArrayList<>();
    for (TextEdit edit : sorted(edits)) {
      if (edit.range().length() == 0 && edit.newText().isEmpty()) {
        continue;
      }
      if (!apart.isEmpty() && apart.getLast().range().end() >= edit.range().start()) {
        TextEdit last = apart.removeLast();
        apart.add(
            TextEdit.replace(
                last.range().start(),
                Math.max(last.range().end(), edit.range().end()),
                last.newText() + edit.newText()));
      } else {
        apart.add(edit);
      }
    }
    return apart;
  }

  private static Optional<TextRange> union(Optional<TextRange> one, TextRange other) {
    return Optional.of(
        one.map(
                r ->
                    new TextRange(
                        Math.min(r.start(), other.start()), Math.max(r.end(), other.end())))
            .orElse(other));
  }

  /** A range after a change of the text, with all of a change that touches it. */
  private static TextRange grown(TextRange range, int start, int end, int by) {
    if (range.end() < start) {
      return range;
    }
    if (range.start() > end) {
      return new TextRange(range.start() + by, range.end() + by);
    }
    return new TextRange(Math.min(range.start(), start), Math.max(range.end(), end) + by);
  }

  private static TextRange through(TextRange range, List<TextEdit> edits, int length) {
    TextRange now = range;
    int by = 0;
    for (TextEdit edit : edits) {
      int start = edit.range().start() + by;
      int more = edit.newText().length() - edit.range().length();
      now = grown(now, start, edit.range().end() + by, more);
      by += more;
    }
    return new TextRange(Math.min(now.start(), length), Math.min(now.end(), length));
  }
}
