package dev.stepwise.repair.rank;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a scope that carry code, dedented, each with its place in the file.
 *
 * @param text the file's text
 * @param dedent how many columns were cut from each line but the first
 */
record ScopeLines(String text, int dedent, List<Line> lines, List<String> texts) {
  private static final int TAB = 4;
  private static final Pattern TRAILING_COMMENT = Pattern.compile("\\s*//[^\"]*$");
  private static final Pattern TRAILING_HASH = Pattern.compile("\\s+#[^\"']*$");

  /**
   * One line of code.
   *
   * @param number one-based in the file
   * @param start offset of the line's first character in the file, for the scope's first line the
   *     scope's start
   * @param end offset behind its last character, the line break not included
   */
  private record Line(int number, int start, int end) {}

  static ScopeLines of(String tag, String text, TextRange scope) {
    boolean hash = tag.equals("python");
    List<Line> all = split(text, scope);
    int dedent = columnOf(text, scope.start());
    for (Line line : all.subList(1, all.size())) {
      String raw = untabbed(text.substring(line.start(), line.end()));
      if (!raw.isBlank()) {
        dedent = Math.min(dedent, indent(raw));
      }
    }
    List<Line> kept = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    boolean inComment = false;
    for (int i = 0; i < all.size(); i++) {
      String raw = untabbed(text.substring(all.get(i).start(), all.get(i).end()));
      String bare = raw.strip();
      if (inComment) {
        inComment = !bare.contains("*/");
        continue;
      }
      if (bare.isEmpty() || (hash ? bare.startsWith("#") : bare.startsWith("//"))) {
        continue;
      }
      if (!hash && bare.startsWith("/*")) {
        inComment = !bare.contains("*/");
        if (inComment || bare.endsWith("*/")) {
          continue;
        }
      }
      String line = i == 0 ? bare : raw.substring(Math.min(dedent, indent(raw)));
      texts.add(
          (hash ? TRAILING_HASH : TRAILING_COMMENT).matcher(line).replaceAll("").stripTrailing());
      kept.add(all.get(i));
    }
    return new ScopeLines(text, dedent, List.copyOf(kept), List.copyOf(texts));
  }

  private static List<Line> split(String text, TextRange scope) {
    List<Line> all = new ArrayList<>();
    int number = (int) text.substring(0, scope.start()).chars().filter(c -> c == '\n').count() + 1;
    int start = scope.start();
    while (true) {
      int end = text.indexOf('\n', start);
      boolean last = end < 0 || end >= scope.end();
      int stop = last ? scope.end() : end;
      int cut = stop > start && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
      all.add(new Line(number++, start, cut));
      if (last) {
        return all;
      }
      start = end + 1;
    }
  }

  private static int columnOf(String text, int offset) {
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    return untabbed(text.substring(lineStart, offset)).length();
  }

  private static String untabbed(String line) {
    return line.replace("\t", " ".repeat(TAB));
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  int fileLine(int index) {
    return lines.get(index).number();
  }

  /** Replaces the lines at a location by {@code fix}, indented as the file is. */
  TextEdit edit(Location at, List<String> fix) {
    if (at.count() == 0) {
      // Behind the line before, so that a comment above the next line stays with that line.
      int end = lines.get(at.first() - 1).end();
      StringBuilder added = new StringBuilder();
      fix.forEach(line -> added.append(lineBreak()).append(reindented(line)));
      return TextEdit.replace(end, end, added.toString());
    }
    Line first = lines.get(at.first());
    Line last = lines.get(at.first() + at.count() - 1);
    if (fix.isEmpty()) {
      boolean whole = last.end() < text.length() && at.first() > 0;
      return TextEdit.replace(first.start(), whole ? pastBreak(last.end()) : last.end(), "");
    }
    if (at.count() == 1 && fix.size() == 1) {
      return within(first, texts.get(at.first()), fix.getFirst());
    }
    List<String> out = new ArrayList<>();
    for (int i = 0; i < fix.size(); i++) {
      out.add(at.first() == 0 && i == 0 ? fix.get(i) : reindented(fix.get(i)));
    }
    return TextEdit.replace(first.start(), last.end(), String.join(lineBreak(), out));
  }

  /** Changes only what differs inside one line, so that a comment at its end stays. */
  private TextEdit within(Line line, String before, String after) {
    String raw = text.substring(line.start(), line.end());
    int from = raw.indexOf(before.strip());
    if (from < 0) {
      return TextEdit.replace(line.start(), line.end(), reindented(after));
    }
    int to = line.start() + from + before.strip().length();
    if (indent(before) == indent(after)) {
      return TextEdit.replace(line.start() + from, to, after.strip());
    }
    return TextEdit.replace(line.start(), to, reindented(after));
  }

  private int pastBreak(int end) {
    int next = text.charAt(end) == '\r' ? end + 1 : end;
    return next < text.length() && text.charAt(next) == '\n' ? next + 1 : next;
  }

  private String lineBreak() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** The line with the indentation that lines of the same depth have in the file. */
  private String reindented(String line) {
    int depth = indent(line);
    for (int i = 1; i < lines.size(); i++) {
      if (indent(texts.get(i)) == depth) {
        String raw = text.substring(lines.get(i).start(), lines.get(i).end());
        return raw.substring(0, indent(raw)) + line.strip();
      }
    }
    return " ".repeat(dedent + depth) + line.strip();
  }
}
