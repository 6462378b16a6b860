package dev.stepwise.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The line differences between two texts, by Myers' greedy algorithm. Lines end with LF only, and a
 * line's content includes its end, so that CR LF and a missing last line end are differences too.
 */
public final class LineDiff {
  /** Texts further apart than this many lines are told as one big hunk: nobody reads that diff. */
  private static final int MAX_DISTANCE = 4000;

  private final List<String> before;
  private final List<String> after;
  private final List<Hunk> hunks;

  private LineDiff(List<String> before, List<String> after, List<Hunk> hunks) {
    this.before = before;
    this.after = after;
    this.hunks = hunks;
  }

  /**
   * Lines {@code beforeStart} (inclusive) to {@code beforeEnd} (exclusive) of the one text became
   * {@code afterStart} to {@code afterEnd} of the other; all zero-based.
   */
  public record Hunk(int beforeStart, int beforeEnd, int afterStart, int afterEnd) {}

  public static LineDiff of(String before, String after) {
    List<String> a = lines(before);
    List<String> b = lines(after);
    return new LineDiff(a, b, diff(a, b));
  }

  /** In order, with at least one equal line between two of them. */
  public List<Hunk> hunks() {
    return hunks;
  }

  List<String> before() {
    return before;
  }

  List<String> after() {
    return after;
  }

  /** The difference as edits of whole lines against the text before. */
  public List<TextEdit> edits() {
    int[] offsets = offsets(before);
    List<TextEdit> edits = new ArrayList<>();
    for (Hunk hunk : hunks) {
      edits.add(
          TextEdit.replace(
              offsets[hunk.beforeStart()],
              offsets[hunk.beforeEnd()],
              String.join("", after.subList(hunk.afterStart(), hunk.afterEnd()))));
    }
    return edits;
  }

  /** Where an offset of the text before went; within changed lines, to the start of the change. */
  public int move(int offset) {
    int[] from = offsets(before);
    int[] to = offsets(after);
    int shift = 0;
    for (Hunk hunk : hunks) {
      if (offset < from[hunk.beforeStart()]) {
        break;
      }
      if (offset < from[hunk.beforeEnd()]) {
        return to[hunk.afterStart()];
      }
      shift = to[hunk.afterEnd()] - from[hunk.beforeEnd()];
    }
    return offset + shift;
  }

  /** Where each line starts, and at last where the text ends. */
  static int[] offsets(List<String> lines) {
    int[] offsets = new int[lines.size() + 1];
    for (int i = 0; i < lines.size(); i++) {
      offsets[i + 1] = offsets[i] + lines.get(i).length();
    }
    return offsets;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static List<Hunk> diff(List<String> before, List<String> after) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] a = before.stream().mapToInt(l -> number(numbers, l)).toArray();
    int[] b = after.stream().mapToInt(l -> number(numbers, l)).toArray();
    int head = 0;
    while (head < a.length && head < b.length && a[head] == b[head]) {
      head++;
    }
    int tail = 0;
    while (tail < a.length - head
        && tail < b.length - head
        && a[a.length - 1 - tail] == b[b.length - 1 - tail]) {
      tail++;
    }
    boolean[] deleted = new boolean[a.length];
    boolean[] inserted = new boolean[b.length];
    mark(
        Arrays.copyOfRange(a, head, a.length - tail),
        Arrays.copyOfRange(b, head, b.length - tail),
        head,
        deleted,
        inserted);
    List<Hunk> hunks = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      int startA = i;
      int startB = j;
      while (i < a.length && deleted[i]) {
        i++;
      }
      while (j < b.length && inserted[j]) {
        j++;
      }
      if (i > startA || j > startB) {
        hunks.add(new Hunk(startA, i, startB, j));
      } else {
        i++;
        j++;
      }
    }
    return List.copyOf(hunks);
  }

  private static int number(Map<String, Integer> numbers, String line) {
    return numbers.computeIfAbsent(line, l -> numbers.size());
  }

  /** Marks what a shortest edit script deletes from {@code a} and inserts from {@code b}. */
  private static void mark(int[] a, int[] b, int shift, boolean[] deleted, boolean[] inserted) {
    int n = a.length;
    int m = b.length;
    int limit = Math.min(n + m, MAX_DISTANCE);
    int[] furthest = new int[2 * limit + 3];
    List<int[]> trace = new ArrayList<>();
    for (int d = 0; d <= limit; d++) {
      trace.add(Arrays.copyOfRange(furthest, limit + 1 - d, limit + 2 + d));
      for (int k = -d; k <= d; k += 2) {
        int at = limit + 1 + k;
        boolean down = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
        int x = down ? furthest[at + 1] : furthest[at - 1] + 1;
        int y = x - k;
        while (x < n && y < m && a[x] == b[y]) {
          x++;
          y++;
        }
        furthest[at] = x;
        if (x >= n && y >= m) {
          walkBack(trace, n, m, d, shift, deleted, inserted);
          return;
        }
      }
    }
    Arrays.fill(deleted, shift, shift + n, true);
    Arrays.fill(inserted, shift, shift + m, true);
  }

  private static void walkBack(
      List<int[]> trace,
      int n,
      int m,
      int distance,
      int shift,
      boolean[] deleted,
      boolean[] inserted) {
    int x = n;
    int y = m;
    for (int d = distance; d > 0; d--) {
      // Diagonal k of the round before lies at index k + d; outside its own range it was still 0.
      int[] row = trace.get(d);
      int k = x - y;
      boolean down = k == -d || (k != d && row[k - 1 + d] < row[k + 1 + d]);
      int startX = down ? row[k + 1 + d] : row[k - 1 + d] + 1;
      if (down) {
        y = startX - k - 1;
        x = startX;
        inserted[shift + y] = true;
      } else {
        x = startX - 1;
        y = startX - k;
        deleted[shift + x] = true;
      }
    }
  }
}
