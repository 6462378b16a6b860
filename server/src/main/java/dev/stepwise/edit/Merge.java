package dev.stepwise.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * Three-way merge by lines: what the user typed since the fix was computed, and the fix. The two
 * merge where at least one unchanged line lies between them, or where both made the same change;
 * everything else is a conflict and nothing is applied.
 */
public sealed interface Merge {

  /**
   * Both changes fit together.
   *
   * @param text the merged text
   * @param edits the part of it that is still missing in {@code theirs}, against {@code theirs}
   */
  record Merged(String text, List<TextEdit> edits) implements Merge {}

  /**
   * The changes touch.
   *
   * @param where the first place, in {@code theirs}
   */
  record Conflict(TextRange where) implements Merge {}

  /**
   * Merges.
   *
   * @param base the text both started from
   * @param ours the fixed text
   * @param theirs the text as it is now
   */
  static Merge of(String base, String ours, String theirs) {
    LineDiff fix = LineDiff.of(base, ours);
    LineDiff typed = LineDiff.of(base, theirs);
    int[] offsets = LineDiff.offsets(typed.after());
    List<TextEdit> edits = new ArrayList<>();
    int next = 0;
    int shift = 0;
    List<LineDiff.Hunk> others = typed.hunks();
    for (LineDiff.Hunk hunk : fix.hunks()) {
      while (next < others.size() && others.get(next).beforeEnd() < hunk.beforeStart()) {
        shift = others.get(next).afterEnd() - others.get(next).beforeEnd();
        next++;
      }
      if (next < others.size() && others.get(next).beforeStart() <= hunk.beforeEnd()) {
        LineDiff.Hunk other = others.get(next);
        if (!same(fix, hunk, typed, other)) {
          return new Conflict(
              new TextRange(offsets[other.afterStart()], offsets[other.afterEnd()]));
        }
        continue;
      }
      edits.add(
          TextEdit.replace(
              offsets[hunk.beforeStart() + shift],
              offsets[hunk.beforeEnd() + shift],
              String.join("", fix.after().subList(hunk.afterStart(), hunk.afterEnd()))));
    }
    return new Merged(TextEdit.apply(theirs, edits), List.copyOf(edits));
  }

  private static boolean same(
      LineDiff fix, LineDiff.Hunk hunk, LineDiff typed, LineDiff.Hunk other) {
    return hunk.beforeStart() == other.beforeStart()
        && hunk.beforeEnd() == other.beforeEnd()
        && fix.after()
            .subList(hunk.afterStart(), hunk.afterEnd())
            .equals(typed.after().subList(other.afterStart(), other.afterEnd()));
  }
}
