package dev.stepwise.model.llama;

import dev.stepwise.model.llama.Prefixes.Fork;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.List;

/**
 * Log-probabilities of given continuations behind one prefix: the prefix once, then as many
 * continuations in a batch as pay. A continuation's last token is never evaluated: nothing follows.
 */
final class Scoring {
  /** From here on larger batches are no faster for each token, but answer later to a cancel. */
  private static final int BATCH = 192;

  private final Prefixes prefixes;
  private final Context context;
  private final Plan prefix;
  private final List<int[]> continuations;
  private final Budget budget;
  private final int mostTokens;
  private final List<double[]> results = new ArrayList<>();
  private final float[] row;
  private int next;
  private long evaluated;

  /**
   * @param exact whether a score must not depend, not even by rounding, on which other
   *     continuations are scored in the same call
   */
  Scoring(
      Prefixes prefixes,
      Context context,
      Plan prefix,
      List<int[]> continuations,
      boolean exact,
      Budget budget) {
    this.prefixes = prefixes;
    this.context = context;
    this.prefix = prefix;
    this.continuations = continuations;
    this.budget = budget;
    mostTokens = Math.min(context.outputs(), exact ? Plan.WIDE - 1 : BATCH);
    continuations.forEach(tokens -> results.add(new double[tokens.length]));
    row = new float[context.vocabularySize()];
  }

  /** A run of tokens of a continuation, in a batch with their logits. */
  private record Piece(int continuation, int from, int count, int index, Fork fork) {}

  /**
   * Evaluates one batch.
   *
   * @return whether all is done
   */
  boolean step() {
    long before = prefixes.evaluated();
    try {
      if (prefixes.advance(prefix, budget)) {
        scoreBatch();
      }
      return next == continuations.size();
    } finally {
      evaluated += prefixes.evaluated() - before;
    }
  }

  private void scoreBatch() {
    float[] known = prefixes.logits();
    double normaliser = LogSoftmax.normaliser(known, known.length);
    int room = Math.min(mostTokens, prefixes.freeCells());
    List<Piece> pieces = new ArrayList<>();
    try {
      while (next < continuations.size() && pieces.size() < prefixes.mostForks()) {
        int[] tokens = continuations.get(next);
        int count = Math.max(0, tokens.length - 1);
        boolean fits = context.filled() + count <= room;
        if (!fits && !pieces.isEmpty()) {
          break;
        }
        if (tokens.length > 0) {
          results.get(next)[0] = known[tokens[0]] - normaliser;
        }
        if (!fits) {
          scoreLong(tokens);
        } else if (count > 0) {
          pieces.add(add(tokens, count));
        }
        next++;
      }
      if (!pieces.isEmpty()) {
        prefixes.run(pieces.stream().map(Piece::fork).toList(), budget);
        pieces.forEach(this::read);
      }
    } finally {
      context.forgetBatch();
      pieces.forEach(p -> p.fork().end());
    }
  }

  private Piece add(int[] tokens, int count) {
    Fork fork = prefixes.fork();
    int index = context.filled();
    for (int i = 0; i < count; i++) {
      fork.add(tokens[i], true);
    }
    return new Piece(next, 0, count, index, fork);
  }

  /** A continuation longer than a batch, in several batches. */
  private void scoreLong(int[] tokens) {
    Fork fork = prefixes.fork();
    try {
      int done = 0;
      while (done + 1 < tokens.length) {
        int count = Math.min(tokens.length - 1 - done, mostTokens);
        for (int i = 0; i < count; i++) {
          fork.add(tokens[done + i], true);
        }
        prefixes.run(List.of(fork), budget);
        read(new Piece(next, done, count, 0, fork));
        done += count;
      }
    } finally {
      context.forgetBatch();
      fork.end();
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
}
