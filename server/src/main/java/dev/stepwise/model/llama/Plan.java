package dev.stepwise.model.llama;

import java.util.Arrays;
import java.util.List;

/**
 * A prompt's tokens and how they are to be evaluated. ggml has two attention algorithms, one for
 * batches of 64 tokens and more, one for smaller ones, whose results differ by rounding; 4-bit
 * weights turn the smallest difference into one of about 0.05 in a log-probability. So that a score
 * never depends on what happens to be cached, the prompt alone decides which algorithm evaluates
 * which of its tokens: wide batches up to the end of the last segment that fills one, a narrow
 * batch for what is left.
 */
final class Plan {
  /** The least tokens of a wide batch: {@code GGML_FA_TILE_Q}. */
  static final int WIDE = 64;

  /** Rows that ggml multiplies at once; one that is left over costs as much as four. */
  static final int GROUP = 4;

  /** Fewer tokens save less than a first batch that begins anywhere else but at 0 costs. */
  private static final int WORTH_RESUMING = 8;

  /**
   * Attention reads whole blocks of so many cells. A batch that ends a few cells behind a border
   * takes 6 % longer than one that ends before it.
   */
  static final int CELLS = 256;

  private final int[] tokens;
  private final int narrowFrom;

  Plan(int[] tokens, int narrowFrom) {
    this.tokens = tokens;
    this.narrowFrom = narrowFrom;
  }

  /** The plan for a prompt of the given segments. */
  static Plan of(List<int[]> segments) {
    int[] all = segments.stream().flatMapToInt(Arrays::stream).toArray();
    int closed = 0;
    int end = 0;
    for (int[] segment : segments) {
      end += segment.length;
      if (end - closed >= WIDE) {
        closed = end;
      }
    }
    return new Plan(all, closed);
  }

  /** This prompt followed by generated tokens. */
  Plan plus(int[] more) {
    int[] all = Arrays.copyOf(tokens, tokens.length + more.length);
    System.arraycopy(more, 0, all, tokens.length, more.length);
    return new Plan(all, narrowFrom);
  }

  int length() {
    return tokens.length;
  }

  int token(int index) {
    return tokens[index];
  }

  int[] firstTokens(int count) {
    return Arrays.copyOf(tokens, count);
  }

  /** The first token that a narrow batch evaluates. */
  int narrowFrom() {
    return narrowFrom;
  }

  /** How many tokens of the beginning this and another evaluated prompt have in common. */
  int common(int[] otherTokens, int otherLength, int otherNarrowFrom) {
    int end = Arrays.mismatch(tokens, 0, tokens.length, otherTokens, 0, otherLength);
    int common = end < 0 ? tokens.length : end;
    boolean sameNarrow =
        narrowFrom == otherNarrowFrom
            && tokens.length - narrowFrom != 1
            && otherLength - narrowFrom != 1; // a single token takes yet another way
    return sameNarrow ? common : Math.min(common, Math.min(narrowFrom, otherNarrowFrom));
  }

  /**
   * Where evaluation must go on if {@code have} tokens are there, so that wide batches stay wide
   * and the last token is evaluated, which gives the logits.
   */
  int resumeFrom(int have) {
    if (have < narrowFrom || narrowFrom == tokens.length) {
      int from = wholeGroups(Math.max(0, Math.min(have, narrowFrom - WIDE)), narrowFrom, 0);
      return from < WORTH_RESUMING ? 0 : from;
    }
    boolean single = tokens.length - narrowFrom == 1;
    return single
        ? narrowFrom
        : wholeGroups(Math.min(have, tokens.length - 2), tokens.length, narrowFrom);
  }

  /** Where to resume, at {@code from} or up to three tokens before, so that no row is left over. */
  private static int wholeGroups(int from, int end, int least) {
    return Math.max(least, from - (GROUP - (end - from) % GROUP) % GROUP);
  }

  /** The end of the batch that begins at {@code from}, given the most tokens of a batch. */
  int batchEnd(int from, int most) {
    if (from >= narrowFrom) {
      return Math.min(tokens.length, from + Math.min(most, WIDE - 1));
    }
    int left = narrowFrom - from;
    int batches = (left + most - 1) / most;
    if (batches == 1) {
      return narrowFrom;
    }
    int equal = (left + batches - 1) / batches;
    int before = (from + equal) / CELLS * CELLS;
    for (int border : new int[] {before + CELLS, before}) {
      int rows = (border - from) / GROUP * GROUP;
      if (rows >= WIDE && rows <= most && left - rows >= WIDE) {
        return from + rows;
      }
    }
    return from + Math.min(most, (equal + WIDE - 1) / WIDE * WIDE);
  }
}
