package dev.stepwise.edit;

import java.util.Arrays;

/**
 * Converts between offsets of one text and lines with characters. A line ends with LF, CR LF or a
 * lone CR, as the Language Server Protocol and javac have it. Immutable.
 */
public final class LineIndex {
  private final String text;
  private final int[] starts;

  private LineIndex(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  public static LineIndex of(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return new LineIndex(text, Arrays.copyOf(starts, count));
  }

  public String text() {
    return text;
  }

  /** Number of lines; a text that ends with a line end has an empty last line. Never 0. */
  public int lineCount() {
    return starts.length;
  }

  /** Zero-based line that holds {@code offset}; offsets outside the text are moved to its ends. */
  public int lineOf(int offset) {
    int found = Arrays.binarySearch(starts, Math.max(0, offset));
    return found >= 0 ? found : -found - 2;
  }

  /** Offset of the first character of a zero-based line; the text's end for lines past the last. */
  public int lineStart(int line) {
    return line < 0 ? 0 : line < starts.length ? starts[line] : text.length();
  }

  /** Offset after the last character of a zero-based line, its line end not counted. */
  public int lineEnd(int line) {
    int start = lineStart(line);
    int end = lineStart(line + 1);
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  /** A zero-based line without its line end. */
  public String line(int line) {
    return text.substring(lineStart(line), lineEnd(line));
  }

  /** From offset to position. An offset within a surrogate pair counts as before the pair. */
  public Position position(int offset, PositionEncoding encoding) {
    int inside = Math.clamp(offset, 0, text.length());
    int line = lineOf(inside);
    int character = 0;
    int at = starts[line];
    while (at < inside) {
      int codePoint = text.codePointAt(at);
      if (at + Character.charCount(codePoint) > inside) {
        break;
      }
      character += encoding.width(codePoint);
      at += Character.charCount(codePoint);
    }
    return new Position(line, character);
  }

  /**
   * From position to offset. Positions past the end of a line mean its end, before the line end;
   * lines past the last mean the end of the text; the middle of a character means its start.
   */
  public int offset(Position position, PositionEncoding encoding) {
    if (position.line() < 0) {
      return 0;
    }
    if (position.line() >= starts.length) {
      return text.length();
    }
    int end = lineEnd(position.line());
    int at = starts[position.line()];
    int left = position.character();
    while (at < end && left > 0) {
      int codePoint = text.codePointAt(at);
      left -= encoding.width(codePoint);
      if (left < 0) {
        break;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }
}
