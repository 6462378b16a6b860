package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.stepwise.model.llama.Prefixes.Fork;
import dev.stepwise.settings.Budget;
import java.lang.foreign.MemorySegment;
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
  /**
   * The most rows of a batch. Wider ones gain nothing: ggml hands its threads pieces of the
   * attention that fill its tiles of 64 rows, with 2 threads and 9 heads, to 84 % with 192 rows, to
   * 90 % with 256 and to 88 % with 352, and its matrix products are as fast with any of them.
   */
  private static final int BATCH = 256;

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
  private int rowsLeft;
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
    for (int i = 0; i < order.length; i++) {
      rowsLeft += fresh(i);
    }
  }

  /** How many rows of its own the continuation at a place in the order needs. */
  private int fresh(int place) {
    int[] tokens = continuations.get(order[place]);
    int shared = place == 0 ? 0 : shared(order[place - 1], tokens);
    return Math.max(0, tokens.length - 1 - shared);
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
    int equal = (rowsLeft + ceil(rowsLeft, room) - 1) / Math.max(1, ceil(rowsLeft, room));
    List<Placed> batch = new ArrayList<>();
    try {
      while (next < order.length && batch.size() < prefixes.mostForks()) {
        int continuation = order[next];
        int[] tokens = continuations.get(continuation);
        int shared = batch.isEmpty() ? 0 : shared(batch.getLast().continuation, tokens);
        int fresh = Math.max(0, tokens.length - 1 - shared);
        boolean full = context.filled() >= equal && fresh > 0;
        if (full || context.filled() + fresh > room) {
          if (batch.isEmpty()) {
            scoreLong(continuation);
            rowsLeft -= fresh(next++);
          }
          break;
        }
        batch.add(place(continuation, batch.isEmpty() ? new int[0] : batch.getLast().rows, shared));
        rowsLeft -= fresh(next++);
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

  private static int ceil(int rows, int room) {
    return (rows + Math.max(1, room) - 1) / Math.max(1, room);
  }

  /** How many rows of the one before a continuation can use as its own. */
  private int shared(int before, int[] tokens) {
    if (!prefixes.trims()) {
      return 0; // a recurrent state belongs to one sequence
    }
    int[] other = continuations.get(before);
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

  /** Reads the log-probabilities, each row's normaliser once. */
  private void read(List<Placed> batch) {
    int[] wanted = batch.stream().flatMapToInt(p -> Arrays.stream(p.rows)).distinct().toArray();
    MemorySegment[] logits = new MemorySegment[mostTokens];
    for (int at : wanted) {
      logits[at] = context.logits(at);
    }
    double[] normalisers = new double[mostTokens];
    IntStream rows = Arrays.stream(wanted);
    (context.threads() > 1 ? rows.parallel() : rows)
        .forEach(at -> normalisers[at] = LogSoftmax.normaliser(logits[at], row.length));
    for (Placed placed : batch) {
      int[] tokens = continuations.get(placed.continuation);
      double[] result = results.get(placed.continuation);
      first(tokens, result);
      for (int i = 0; i < placed.rows.length; i++) {
        int at = placed.rows[i];
        result[i + 1] = logits[at].getAtIndex(JAVA_FLOAT, tokens[i + 1]) - normalisers[at];
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
