package dev.stepwise.index;

import java.util.Arrays;

/** Where the lines of a text start. */
final class LineStarts {
  private int[] starts = new int[1024];
  private int size;

  void read(char[] text, int length) {
    size = 0;
    add(0);
    for (int i = 0; i < length; i++) {
      char c = text[i];
      if (c == '\n' || (c == '\r' && !(i + 1 < length && text[i + 1] == '\n'))) {
        add(i + 1);
      }
    }
  }

  private void add(int start) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
    }
    starts[size++] = start;
  }

  int count() {
    return size;
  }

  /** Zero-based line of an offset. */
  int line(int offset) {
    int at = Arrays.binarySearch(starts, 0, size, offset);
    return at < 0 ? -at - 2 : at;
  }

  /** Zero-based column of an offset in UTF-16 code units. */
  int column(int offset) {
    return offset - starts[line(offset)];
  }
}
