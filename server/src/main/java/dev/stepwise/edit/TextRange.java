package dev.stepwise.edit;

/**
 * A half-open range of a text.
 *
 * @param start zero-based offset in UTF-16 code units, inclusive
 * @param end zero-based offset in UTF-16 code units, exclusive
 */
public record TextRange(int start, int end) {
  public TextRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("bad range " + start + ".." + end);
    }
  }

  public int length() {
    return end - start;
  }

  /** Whether {@code offset} lies inside or at either border. */
  public boolean touches(int offset) {
    return start <= offset && offset <= end;
  }

  public boolean contains(TextRange other) {
    return start <= other.start && other.end <= end;
  }

  /** Whether the two share at least one code unit, or one is empty and touches the other. */
  public boolean intersects(TextRange other) {
    return (start < other.end && other.start < end)
        || (length() == 0 && other.touches(start))
        || (other.length() == 0 && touches(other.start));
  }
}
