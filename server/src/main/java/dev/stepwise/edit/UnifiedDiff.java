package dev.stepwise.edit;

import java.util.List;

/** Writes differences as {@code patch} and {@code git apply} read them. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final String NO_NEWLINE = "\n\\ No newline at end of file\n";

  private UnifiedDiff() {}

  /**
   * The unified diff of one file; empty where the texts are equal.
   *
   * @param name path relative to the workspace, with slashes
   */
  public static String of(String name, String before, String after) {
    LineDiff diff = LineDiff.of(before, after);
    if (diff.hunks().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append("--- ").append(quote("a/" + name)).append('\n');
    out.append("+++ ").append(quote("b/" + name)).append('\n');
    List<LineDiff.Hunk> hunks = diff.hunks();
    int from = 0;
    while (from < hunks.size()) {
      int to = from + 1;
      while (to < hunks.size()
          && hunks.get(to).beforeStart() - hunks.get(to - 1).beforeEnd() <= 2 * CONTEXT) {
        to++;
      }
      block(out, diff, hunks.subList(from, to));
      from = to;
    }
    return out.toString();
  }

  private static void block(StringBuilder out, LineDiff diff, List<LineDiff.Hunk> hunks) {
    LineDiff.Hunk first = hunks.getFirst();
    LineDiff.Hunk last = hunks.getLast();
    int startA = Math.max(0, first.beforeStart() - CONTEXT);
    int endA = Math.min(diff.before().size(), last.beforeEnd() + CONTEXT);
    int startB = first.afterStart() - (first.beforeStart() - startA);
    int endB = last.afterEnd() + (endA - last.beforeEnd());
    out.append("@@ -").append(span(startA, endA));
    out.append(" +").append(span(startB, endB)).append(" @@\n");
    int at = startA;
    for (LineDiff.Hunk hunk : hunks) {
      lines(out, ' ', diff.before().subList(at, hunk.beforeStart()));
      lines(out, '-', diff.before().subList(hunk.beforeStart(), hunk.beforeEnd()));
      lines(out, '+', diff.after().subList(hunk.afterStart(), hunk.afterEnd()));
      at = hunk.beforeEnd();
    }
    lines(out, ' ', diff.before().subList(at, endA));
  }

  /** One-based start and length; an empty span names the line before it. */
  private static String span(int start, int end) {
    int length = end - start;
    return (length == 0 ? start : start + 1) + (length == 1 ? "" : "," + length);
  }

  private static void lines(StringBuilder out, char mark, List<String> lines) {
    for (String line : lines) {
      out.append(mark).append(line);
      if (!line.endsWith("\n")) {
        out.append(NO_NEWLINE);
      }
    }
  }

  /** As git does: names with control characters, quotes or backslashes in C quotes. */
  private static String quote(String name) {
    if (name.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\')) {
      // The tab tells patch where a name with spaces ends.
      return name.indexOf(' ') < 0 ? name : name + "\t";
    }
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\%03o", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
