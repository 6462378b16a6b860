package dev.stepwise.language.text;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration;
import dev.stepwise.language.Declaration.Kind;
import dev.stepwise.language.Mentions;
import dev.stepwise.language.Outline;
import dev.stepwise.language.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Markdown, AsciiDoc, reStructuredText and plain text: a section from each heading to the
 * next, whatever its level, so that a section is small enough to be read.
 */
public final class DocumentReader implements SourceReader {
  private static final Set<String> SUFFIXES =
      Set.of("md", "markdown", "mdx", "adoc", "asciidoc", "rst", "txt");
  private static final Set<String> NAMES =
      Set.of("README", "CHANGELOG", "CHANGES", "CONTRIBUTING", "NEWS", "HACKING", "TODO");

  @Override
  public String language() {
    return "document";
  }

  @Override
  public boolean reads(String fileName) {
    return SUFFIXES.contains(fileName.substring(fileName.lastIndexOf('.') + 1))
        || NAMES.contains(fileName);
  }

  @Override
  public Outline read(CharSequence source) {
    String text = source.toString();
    List<Heading> headings = headings(text);
    List<Declaration> sections = new ArrayList<>(headings.size());
    for (int i = 0; i < headings.size(); i++) {
      Heading heading = headings.get(i);
      int end = i + 1 < headings.size() ? headings.get(i + 1).start : text.length();
      sections.add(
          new Declaration(
              Kind.SECTION,
              heading.title,
              heading.title,
              Optional.empty(),
              new TextRange(heading.start, end),
              heading.titleRange,
              Optional.of(new TextRange(Math.min(end, heading.bodyStart), end)),
              -1,
              List.of()));
    }
    return new Outline(sections, Mentions.NONE, true);
  }

  private static List<Heading> headings(String text) {
    List<Heading> headings = new ArrayList<>();
    boolean fenced = false;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end).stripTrailing();
      if (line.startsWith("```") || line.startsWith("~~~")) {
        fenced = !fenced;
      } else if (!fenced) {
        int next = Math.min(text.length(), end + 1);
        int mark = markLength(line);
        if (mark > 0) {
          heading(text, start, start + mark, start + line.length(), next, headings);
        } else if (!line.isBlank() && isUnderline(text, next, line.length())) {
          int underlineEnd = text.indexOf('\n', next);
          int body = underlineEnd < 0 ? text.length() : underlineEnd + 1;
          heading(text, start, start, start + line.length(), body, headings);
          end = body - 1;
        }
      }
      start = end + 1;
    }
    return headings;
  }

  private static void heading(
      String text, int start, int titleStart, int titleEnd, int body, List<Heading> into) {
    int from = titleStart;
    while (from < titleEnd && text.charAt(from) <= ' ') {
      from++;
    }
    String title = text.substring(from, titleEnd).replaceAll("\\s*#+$", "");
    if (!title.isEmpty()) {
      into.add(new Heading(start, title, new TextRange(from, from + title.length()), body));
    }
  }

  /** Length of {@code ##} or {@code ==} in front of a heading, else 0. */
  private static int markLength(String line) {
    int mark = 0;
    while (mark < line.length()
        && mark < 6
        && (line.charAt(mark) == '#' || line.charAt(mark) == '=')) {
      mark++;
    }
    return mark > 0 && mark < line.length() && line.charAt(mark) == ' ' ? mark : 0;
  }

  private static boolean isUnderline(String text, int start, int titleLength) {
    if (start >= text.length() || "=-~^".indexOf(text.charAt(start)) < 0) {
      return false;
    }
    int end = start;
    while (end < text.length() && text.charAt(end) == text.charAt(start)) {
      end++;
    }
    boolean lineEnds = end == text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r';
    return lineEnds && end - start >= 3 && end - start >= titleLength / 2;
  }

  private record Heading(int start, String title, TextRange titleRange, int bodyStart) {}
}
