package dev.stepwise.edit;

import java.util.Comparator;
import java.util.List;

/** Replaces {@code range} of a text by {@code newText}. */
public record TextEdit(TextRange range, String newText) {

  public static TextEdit replace(int start, int end, String newText) {
    return new TextEdit(new TextRange(start, end), newText);
  }

  /**
   * The same change without the equal text at both ends of it; characters of two code units and CR
   * LF stay whole. Editors keep cursors and marks in what an edit does not touch.
   *
   * @param text the text this edit refers to
   */
  public TextEdit shrink(String text) {
    int start = range.start();
    int end = range.end();
    int newEnd = newText.length();
    int from = 0;
    while (start < end && from < newEnd && text.charAt(start) == newText.charAt(from)) {
      start++;
      from++;
    }
    while (from > 0 && (splits(text, start) || splits(newText, from))) {
      start--;
      from--;
    }
    while (start < end && from < newEnd && text.charAt(end - 1) == newText.charAt(newEnd - 1)) {
      end--;
      newEnd--;
    }
    while (end < range.end() && (splits(text, end) || splits(newText, newEnd))) {
      end++;
      newEnd++;
    }
    return new TextEdit(new TextRange(start, end), newText.substring(from, newEnd));
  }

  private static boolean splits(String text, int at) {
    if (at <= 0 || at >= text.length()) {
      return false;
    }
    char left = text.charAt(at - 1);
    return Character.isSurrogatePair(left, text.charAt(at))
        || (left == '\r' && text.charAt(at) == '\n');
  }

  /**
   * Applies edits that all refer to the same original text.
   *
   * @throws IllegalArgumentException if two edits overlap or one lies outside the text
   */
  public static String apply(String text, List<TextEdit> edits) {
    List<TextEdit> sorted =
        edits.stream().sorted(Comparator.comparingInt(e -> e.range().start())).toList();
    StringBuilder out = new StringBuilder(text.length() + 64);
    int done = 0;
    for (TextEdit edit : sorted) {
      if (edit.range().start() < done || edit.range().end() > text.length()) {
        throw new IllegalArgumentException("overlapping or outside: " + edit);
      }
      out.append(text, done, edit.range().start()).append(edit.newText());
      done = edit.range().end();
    }
    return out.append(text, done, text.length()).toString();
  }
}
