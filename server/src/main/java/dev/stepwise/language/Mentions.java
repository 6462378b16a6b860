package dev.stepwise.language;

import java.util.Arrays;

/**
 * The names a source file uses, in the order of the text: every identifier outside comments and
 * strings that does not declare something. Packed, for a file has thousands.
 */
public final class Mentions {
  public static final Mentions NONE = new Mentions(new int[0], new int[0], 0);

  private static final int CALL = 1 << 31;

  private final int[] starts;
  private final int[] ends;
  private final int size;

  private Mentions(int[] starts, int[] ends, int size) {
    this.starts = starts;
    this.ends = ends;
    this.size = size;
  }

  public int size() {
    return size;
  }

  /** Offset of the first code unit of mention {@code i}. */
  public int start(int i) {
    return starts[i];
  }

  /** Offset after the last code unit of mention {@code i}. */
  public int end(int i) {
    return ends[i] & ~CALL;
  }

  /** Whether mention {@code i} is called, constructed or taken as a method reference. */
  public boolean isCall(int i) {
    return (ends[i] & CALL) != 0;
  }

  /** Place of the first mention at or after {@code offset}. */
  public int firstFrom(int offset) {
    int at = Arrays.binarySearch(starts, 0, size, offset);
    return at < 0 ? -at - 1 : at;
  }

  /** Collects mentions; they must come in the order of the text. */
  public static final class Builder {
    private int[] starts;
    private int[] ends;
    private int size;

    public Builder(int expected) {
      starts = new int[Math.max(16, expected)];
      ends = new int[starts.length];
    }

    public void add(int start, int end, boolean call) {
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, size * 2);
        ends = Arrays.copyOf(ends, size * 2);
      }
      starts[size] = start;
      ends[size++] = call ? end | CALL : end;
    }

    public Mentions build() {
      return new Mentions(starts, ends, size);
    }
  }
}
