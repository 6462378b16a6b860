package dev.stepwise.model.llama;

import dev.stepwise.model.llama.Prefixes.Fork;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
  private final int[] order;
  private int next;
  private double prefixNormaliser = Double.NaN;
  private long evaluated;
  private long prefixEvaluated;

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
    order =
        IntStream.range(0, continuations.size())
            .boxed()
            .sorted(Comparator.comparing(continuations::get, Arrays::compare))
            .mapToInt(Integer::intValue)
            .toArray();
    row = new float[context.vocabularySize()];
  }

  /** A continuation in the current batch; its first tokens may be rows of others before it. */
  private static final class Placed {
    private final int continuation;
    private final int[] rows;
    private final Fork fork;

    Placed(int continuation, int[] rows, Fork fork) {
      this.continuation = continuation;
      this.rows = rows;
      this.fork = fork;
    }
  }

  /**
   * Evaluates one batch.
   *
   * @return whether all is done
   */
  boolean step() {
    long before = prefixes.evaluated();
    try {
      boolean ready = prefixes.advance(prefix, budget);
      prefixEvaluated += prefixes.evaluated() - before;
      if (ready) {
        scoreBatch();
      }
      return next == order.length;
    } finally {
      evaluated += prefixes.evaluated() - before;
    }
  }

  /**
   * Places continuations in a batch until it is full. They come sorted, so that those with equal
   * beginnings follow one another, and equal beginnings are evaluated once.
   */
  private void scoreBatch() {
    int room = Math.min(mostTokens, prefixes.freeCells());
    List<Placed> batch = new ArrayList<>();
    try {
      while (next < order.length && batch.size() < prefixes.mostForks()) {
        int continuation = order[next];
        int[] tokens = continuations.get(continuation);
        int shared = batch.isEmpty() ? 0 : shared(batch.getLast(), tokens);
        int fresh = Math.max(0, tokens.length - 1 - shared);
        if (context.filled() + fresh > room) {
          if (batch.isEmpty()) {
            scoreLong(continuation);
            next++;
          }
          break;
        }
        batch.add(place(continuation, batch.isEmpty() ? new int[0] : batch.getLast().rows, shared));
        next++;
      }
      if (context.filled() > 0) {
        prefixes.run(batch.stream().map(p -> p.fork).toList(), budget);
      }
      read(batch);
    } finally {
      context.forgetBatch();
      batch.forEach(p -> p.fork.end());
    }
  }

  /** How many rows of the one before a continuation can use as its own. */
  private int shared(Placed before, int[] tokens) {
    if (!prefixes.trims()) {
      return 0; // a recurrent state belongs to one sequence
    }
    int[] other = continuations.get(before.continuation);
    int end = Math.min(other.length, tokens.length) - 1;
    int common = Arrays.mismatch(other, 0, Math.max(0, end), tokens, 0, Math.max(0, end));
    return common < 0 ? Math.max(0, end) : common;
  }

  private Placed place(int continuation, int[] rowsBefore, int shared) {
    int[] tokens = continuations.get(continuation);
    Fork fork = prefixes.fork();
    int[] rows = new int[Math.max(0, tokens.length - 1)];
    for (int i = 0; i < rows.length; i++) {
      if (i < shared) {
        rows[i] = rowsBefore[i];
        fork.share(rows[i]);
      } else {
        rows[i] = fork.add(tokens[i], true);
      }
    }
    return new Placed(continuation, rows, fork);
  }

  /** Reads the log-probabilities, row by row, each row's normaliser once. */
  private void read(List<Placed> batch) {
    double[] normalisers = new double[mostTokens];
    Arrays.fill(normalisers, Double.NaN);
    for (Placed placed : batch) {
      int[] tokens = continuations.get(placed.continuation);
      double[] result = results.get(placed.continuation);
      first(tokens, result);
      for (int i = 0; i < placed.rows.length; i++) {
        int at = placed.rows[i];
        if (Double.isNaN(normalisers[at])) {
          context.logits(at, row);
          normalisers[at] = LogSoftmax.normaliser(row, row.length);
        }
        result[i + 1] = context.logit(at, tokens[i + 1]) - normalisers[at];
      }
    }
  }

  /** The first token follows the prefix itself. */
  private void first(int[] tokens, double[] result) {
    if (tokens.length > 0) {
      result[0] = prefixes.logits()[tokens[0]] - prefixNormaliser();
    }
  }

  private double prefixNormaliser() {
    if (Double.isNaN(prefixNormaliser)) {
      prefixNormaliser = LogSoftmax.normaliser(prefixes.logits(), row.length);
    }
    return prefixNormaliser;
  }

  /** A continuation longer than a batch, in several batches. */
  private void scoreLong(int continuation) {
    int[] tokens = continuations.get(continuation);
    double[] result = results.get(continuation);
    first(tokens, result);
    Fork fork = prefixes.fork();
    try {
      int done = 0;
      while (done + 1 < tokens.length) {
        int count = Math.min(tokens.length - 1 - done, mostTokens);
        for (int i = 0; i < count; i++) {
          fork.add(tokens[done + i], true);
        }
        prefixes.run(List.of(fork), budget);
        for (int i = 0; i < count; i++) {
          context.logits(i, row);
          int token = tokens[done + i + 1];
          result[done + i + 1] = row[token] - LogSoftmax.normaliser(row, row.length);
        }
        done += count;
      }
    } finally {
      context.forgetBatch();
      fork.end();
    }
  }

  /** Tokens of the prefix that were evaluated; the others were there already. */
  long prefixEvaluated() {
    return prefixEvaluated;
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
