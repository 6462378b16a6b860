package dev.stepwise.model.llama;

import dev.stepwise.model.llama.PrefixCache.Sequence;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log-probabilities of given continuations behind one prefix: the prefix once, then the first
 * continuation, whose tokens the others borrow as far as they are the same, then as many of the
 * others in a batch as fit. A continuation's last token is never evaluated: nothing follows.
 */
final class Scoring {
  private final PrefixCache cache;
  private final Context context;
  private final List<int[]> continuations;
  private final Budget budget;
  private final Prefill prefill;
  private final int cells;
  private final List<double[]> results = new ArrayList<>();
  private final float[] row;

  /**
   * @param cells how many tokens a batch may have beside the prefix
   */
  Scoring(
      PrefixCache cache,
      Context context,
      int[] prefix,
      List<int[]> continuations,
      int cells,
      Budget budget) {
    this.cache = cache;
    this.context = context;
    this.continuations = continuations;
    this.budget = budget;
    this.cells = Math.min(cells, context.outputs());
    prefill = new Prefill(cache, context, prefix);
    continuations.forEach(tokens -> results.add(new double[tokens.length]));
    row = new float[context.vocabularySize()];
  }

  private int next;
  private long evaluated;
  private @Nullable Spine spine;

  /** The logits of a longer spine would take more memory than they save time. */
  private static final int LONGEST_SPINE = 64;

  /** It costs an evaluation of its own; that many tokens must be saved. */
  private static final int WORTH_A_SPINE = 24;

  /** The first continuation, evaluated; row i holds the logits behind its token i. */
  private static final class Spine {
    private final Sequence sequence;
    private final int[] tokens;
    private final List<float[]> rows = new ArrayList<>();
    private final List<Double> normalisers = new ArrayList<>();

    Spine(Sequence sequence, int[] tokens) {
      this.sequence = sequence;
      this.tokens = tokens;
    }

    /** How many leading tokens of a continuation need no evaluation. */
    int lends(int[] wanted) {
      return common(tokens, rows.size(), wanted);
    }

    double logProbability(int behind, int token) {
      return rows.get(behind)[token] - normalisers.get(behind);
    }
  }

  private static int common(int[] tokens, int count, int[] other) {
    int common = Arrays.mismatch(tokens, 0, count, other, 0, other.length);
    return common < 0 ? count : common;
  }

  /** A run of tokens of a continuation, in a batch with their logits. */
  private record Piece(int continuation, int from, int count, int index, Sequence sequence) {}

  /**
   * Evaluates one batch.
   *
   * @return whether all is done
   */
  boolean step() {
    long before = cache.evaluated();
    try {
      return scoreOneBatch();
    } finally {
      evaluated += cache.evaluated() - before;
    }
  }

  private boolean scoreOneBatch() {
    Sequence base = prefill.step(budget);
    if (base == null) {
      return false;
    }
    cache.pin(base, true);
    try {
      if (next == 0 && spine == null && cache.trims()) {
        growSpine(base, continuations.getFirst());
      }
      scoreBatch(base);
    } finally {
      cache.pin(base, false);
    }
    return next == continuations.size();
  }

  private void growSpine(Sequence base, int[] tokens) {
    int count = Math.clamp(tokens.length - 1, 0, Math.min(cells, LONGEST_SPINE));
    long lent =
        continuations.stream().skip(1).mapToLong(other -> common(tokens, count, other)).sum();
    if (lent < WORTH_A_SPINE) {
      return;
    }
    Sequence sequence = cache.fork(base, base.length(), count);
    cache.pin(sequence, true);
    boolean done = false;
    try {
      for (int i = 0; i < count; i++) {
        cache.add(sequence, tokens[i], true);
      }
      cache.run(List.of(sequence), budget);
      Spine grown = new Spine(sequence, tokens);
      for (int i = 0; i < count; i++) {
        context.logits(i, row);
        grown.rows.add(row.clone());
        grown.normalisers.add(LogSoftmax.normaliser(row, row.length));
      }
      spine = grown;
      done = true;
    } finally {
      context.forgetBatch();
      cache.pin(sequence, false);
      if (!done) {
        cache.drop(sequence);
      }
    }
  }

  private void scoreBatch(Sequence base) {
    double normaliser = LogSoftmax.normaliser(prefill.logits(), prefill.logits().length);
    List<Piece> pieces = new ArrayList<>();
    try {
      while (next < continuations.size() && pieces.size() < cache.mostForks()) {
        int[] tokens = continuations.get(next);
        int lent = borrow(next, tokens);
        int count = Math.max(0, tokens.length - 1 - lent);
        boolean fits = context.filled() + count <= cells;
        if (!fits && !pieces.isEmpty()) {
          break;
        }
        if (tokens.length > 0) {
          results.get(next)[0] = prefill.logits()[tokens[0]] - normaliser;
        }
        if (!fits) {
          scoreLong(base, tokens);
        } else if (count > 0) {
          pieces.add(add(base, tokens, lent, count));
        }
        next++;
      }
      if (!pieces.isEmpty()) {
        cache.run(pieces.stream().map(Piece::sequence).toList(), budget);
        pieces.forEach(this::read);
      }
    } finally {
      context.forgetBatch();
      pieces.forEach(p -> cache.drop(p.sequence()));
    }
  }

  /** Reads what the spine knows of a continuation; answers how many of its tokens it lends. */
  private int borrow(int continuation, int[] tokens) {
    Spine from = spine;
    if (from == null || from.sequence.dead()) {
      return 0;
    }
    int lent = from.lends(tokens);
    for (int i = 0; i < lent && i + 1 < tokens.length; i++) {
      results.get(continuation)[i + 1] = from.logProbability(i, tokens[i + 1]);
    }
    return lent;
  }

  private Piece add(Sequence base, int[] tokens, int lent, int count) {
    Spine from = spine;
    Sequence lender = lent > 0 && from != null ? from.sequence : base;
    Sequence sequence = cache.fork(lender, base.length() + lent, count);
    cache.pin(sequence, true);
    int index = context.filled();
    for (int i = lent; i < lent + count; i++) {
      cache.add(sequence, tokens[i], true);
    }
    return new Piece(next, lent, count, index, sequence);
  }

  /** A continuation longer than a batch, in several batches. */
  private void scoreLong(Sequence base, int[] tokens) {
    Sequence sequence = cache.fork(base, base.length(), 0);
    cache.pin(sequence, true);
    try {
      for (int done = 0; done + 1 < tokens.length; ) {
        int count = Math.min(tokens.length - 1 - done, context.outputs());
        for (int i = 0; i < count; i++) {
          cache.add(sequence, tokens[done + i], true);
        }
        cache.run(List.of(sequence), budget);
        read(new Piece(next, done, count, 0, sequence));
        done += count;
      }
    } finally {
      context.forgetBatch();
      cache.drop(sequence);
    }
  }

  private void read(Piece piece) {
    int[] tokens = continuations.get(piece.continuation());
    double[] result = results.get(piece.continuation());
    for (int i = 0; i < piece.count(); i++) {
      context.logits(piece.index() + i, row);
      int target = piece.from() + i + 1;
      result[target] = row[tokens[target]] - LogSoftmax.normaliser(row, row.length);
    }
  }

  /** How many tokens were evaluated. */
  long evaluated() {
    return evaluated;
  }

  /** Log-probabilities by continuation and token, once {@link #step} has returned true. */
  List<double[]> results() {
    return results;
  }

  void release() {
    if (spine != null) {
      cache.drop(spine.sequence);
    }
    prefill.release();
  }
}
