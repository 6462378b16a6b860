package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluated prefixes: a tree, kept as sequences that share the cells of their common
 * beginnings. Sequences are evicted by least use as soon as cells or sequence ids run short; a
 * holder of an evicted sequence sees it dead and asks for its tokens again. Only the context's
 * thread may use it.
 */
final class PrefixCache {
  /** Splitting an evaluation at a branch is worth a batch of its own from this many tokens on. */
  private static final int WORTH_A_CHECKPOINT = 32;

  private final Context context;
  private final boolean trims;
  private final boolean keeps;
  private final int[] references;
  private final int mostForks;
  private final Deque<Integer> freeCells = new ArrayDeque<>();
  private final Deque<Integer> freeIds = new ArrayDeque<>();
  private final List<Sequence> live = new ArrayList<>();
  private long clock;
  private long evaluated;

  /**
   * @param trims whether a sequence can be cut at any token; false for recurrent and hybrid models
   * @param keeps whether prefixes are kept for later calls
   */
  PrefixCache(Context context, int cells, int sequences, boolean trims, boolean keeps) {
    this.context = context;
    this.trims = trims;
    this.keeps = keeps;
    references = new int[cells];
    mostForks = Math.max(1, sequences / 2);
    for (int i = 0; i < cells; i++) {
      freeCells.add(i);
    }
    for (int i = 0; i < sequences; i++) {
      freeIds.add(i);
    }
  }

  /** Tokens that the context holds under one sequence id. */
  final class Sequence {
    private final int id;
    private int[] tokens = new int[64];
    private int[] cells = new int[64];
    private int length;
    private long used = ++clock;
    private boolean pinned;
    private boolean kept;
    private boolean dead;

    private Sequence(int id) {
      this.id = id;
    }

    int id() {
      return id;
    }

    int length() {
      return length;
    }

    boolean dead() {
      return dead;
    }

    private void append(int token, int cell) {
      if (length == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * length);
        cells = Arrays.copyOf(cells, 2 * length);
      }
      tokens[length] = token;
      cells[length++] = cell;
      references[cell]++;
    }

    private int common(int[] other) {
      int end = Arrays.mismatch(tokens, 0, length, other, 0, other.length);
      return end < 0 ? length : end;
    }
  }

  /** How many tokens were evaluated since the start. */
  long evaluated() {
    return evaluated;
  }

  boolean trims() {
    return trims;
  }

  /** How many forks of one sequence may be alive at a time. */
  int mostForks() {
    return mostForks;
  }

  /**
   * A new sequence with as much of the beginning of {@code wanted}, but no more than {@code limit}
   * tokens, as any other can lend.
   */
  Sequence begin(int[] wanted, int limit) {
    Sequence best = null;
    int most = 0;
    for (Sequence sequence : live) {
      int have = usable(sequence, wanted, limit);
      if (have > most) {
        best = sequence;
        most = have;
      }
    }
    return fork(best, most, 0);
  }

  /**
   * Where a model that cannot trim should leave a checkpoint on its way through {@code wanted}: at
   * the end of the longest beginning that was seen before; 0 for nowhere.
   */
  int checkpoint(int[] wanted, Sequence begun) {
    int longest = 0;
    for (Sequence sequence : live) {
      longest = Math.max(longest, sequence == begun ? 0 : sequence.common(wanted));
    }
    boolean worth = longest >= begun.length + WORTH_A_CHECKPOINT && longest < wanted.length;
    return worth && !trims && keeps ? longest : 0;
  }

  /**
   * Adds one token of a sequence to the batch.
   *
   * @return its index in the batch
   */
  int add(Sequence sequence, int token, boolean logits) {
    int cell = takeCell();
    int index = context.add(token, sequence.length, sequence.id, logits);
    sequence.append(token, cell);
    evaluated++;
    return index;
  }

  /** Evaluates the batch; if it is stopped or fails, the sequences in it are dropped. */
  void run(List<Sequence> inBatch, Budget budget) {
    boolean done = false;
    try {
      context.evaluate(budget);
      done = true;
    } finally {
      if (!done) {
        inBatch.forEach(this::drop);
      }
    }
  }

  /**
   * Makes sure that {@code cells} more tokens and {@code ids} more sequences fit, by evicting what
   * was used least recently.
   *
   * @throws ModelException if they cannot fit
   */
  void makeRoom(int cells, int ids) {
    while (freeCells.size() < cells || freeIds.size() < ids) {
      Sequence oldest =
          live.stream()
              .filter(s -> !s.pinned)
              .min(Comparator.comparingLong(s -> s.used))
              .orElseThrow(
                  () ->
                      new ModelException(
                          "the prompt and its answer do not fit the context of "
                              + references.length
                              + " tokens"));
      drop(oldest);
    }
  }

  /** A new sequence with the first {@code length} tokens of {@code from}; room for more is made. */
  Sequence fork(@Nullable Sequence from, int length, int more) {
    boolean pinnedBefore = from != null && from.pinned;
    if (from != null) {
      from.used = ++clock;
      from.pinned = true;
    }
    try {
      makeRoom(more, 1);
    } finally {
      if (from != null) {
        from.pinned = pinnedBefore;
      }
    }
    Sequence result = new Sequence(freeIds.remove());
    live.add(result);
    if (from != null && length > 0) {
      if (length == from.length) {
        context.copyAll(from.id, result.id);
      } else {
        context.copy(from.id, result.id, length);
      }
      for (int i = 0; i < length; i++) {
        result.append(from.tokens[i], from.cells[i]);
      }
    }
    return result;
  }

  /** Whether eviction passes over the sequence. */
  void pin(Sequence sequence, boolean on) {
    sequence.pinned = on;
  }

  /** Marks a sequence as used now. */
  void touch(Sequence sequence) {
    sequence.used = ++clock;
  }

  /** Ends a working sequence; nothing of it is kept. */
  void drop(Sequence sequence) {
    if (sequence.dead) {
      return;
    }
    sequence.dead = true;
    context.clear(sequence.id);
    for (int i = 0; i < sequence.length; i++) {
      if (--references[sequence.cells[i]] == 0) {
        freeCells.add(sequence.cells[i]);
      }
    }
    live.remove(sequence);
    freeIds.add(sequence.id);
  }

  /** Ends a prefix's use by a request; it is kept for later ones unless another lends the same. */
  void release(Sequence sequence) {
    if (sequence.dead) {
      return;
    }
    sequence.pinned = false;
    if (!keeps || live.stream().anyMatch(s -> s.kept && s != sequence && lends(s, sequence))) {
      drop(sequence);
      return;
    }
    sequence.kept = true;
    live.stream()
        .filter(s -> s.kept && s != sequence && lends(sequence, s))
        .toList()
        .forEach(this::drop);
  }

  private boolean lends(Sequence lender, Sequence wanted) {
    boolean reaches = trims ? lender.length >= wanted.length : lender.length == wanted.length;
    return reaches
        && Arrays.equals(lender.tokens, 0, wanted.length, wanted.tokens, 0, wanted.length);
  }

  private int takeCell() {
    if (freeCells.isEmpty()) {
      makeRoom(1, 0);
    }
    return freeCells.remove();
  }

  /** How many of the wanted tokens a sequence can lend. */
  private int usable(Sequence sequence, int[] wanted, int limit) {
    int common = Math.min(sequence.common(wanted), limit);
    return trims || common == sequence.length ? common : 0;
  }
}
