package dev.stepwise.edit;

import java.util.Comparator;
import java.util.List;

/** Replaces {@code range} of a text by {@code newText}. */
public record TextEdit(TextRange range, String newText) {

  public static TextEdit replace(int start, int end, String newText) {
    return new TextEdit(new TextRange(start, end), newText);
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
