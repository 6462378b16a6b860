package dev.stepwise.index;

import java.util.Arrays;

/** Keeps the smallest of many numbers, without sorting them all. */
final class Smallest {
  private final int limit;
  private final long[] kept;
  private int size;

  /** Numbers from here on are too large. */
  private long bound = Long.MAX_VALUE;

  /**
   * @param limit how many are kept
   */
  Smallest(int limit) {
    this.limit = limit;
    this.kept = new long[Math.max(32, 4 * limit)];
  }

  void add(long number) {
    if (number >= bound) {
      return;
    }
    if (size == kept.length) {
      cut();
    }
    if (number < bound) {
      kept[size++] = number;
    }
  }

  private void cut() {
    Arrays.sort(kept, 0, size);
    if (size >= limit) {
      size = limit;
      bound = kept[limit - 1];
    }
  }

  /** The smallest in ascending order. */
  long[] sorted() {
    cut();
    return Arrays.copyOf(kept, size);
  }
}
