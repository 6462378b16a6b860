package dev.stepwise.model.llama;

/**
 * How many threads evaluate the next batch. ggml's threads wait for one another spinning, about a
 * thousand times in an evaluation; where other programs want the processors too, two threads can
 * take thirty times as long as one. So a batch that takes clearly longer than one thread would need
 * is given up and done again with half the threads; after a while more are tried again.
 */
final class Pace {
  private static final double PATIENCE = 2;
  private static final long SHORTEST_PAUSE = 1_000_000_000L;
  private static final long LONGEST_PAUSE = 16_000_000_000L;

  /** Nanoseconds for each token on one thread, by the size of the batch; guesses at first. */
  private final double[] oneThread = new double[4];

  private final boolean[] known = new boolean[4];
  private final int most;
  private int halvings;
  private long pause = SHORTEST_PAUSE;
  private long quietUntil;
  private long began;
  private double limit;
  private int threads;
  private int rows;
  private boolean gaveUp;

  Pace(int most) {
    this.most = most;
  }

  private static int size(int rows) {
    return rows == 1 ? 0 : rows < 8 ? 1 : rows < Plan.WIDE ? 2 : 3;
  }

  /** Tells how long a wide batch took on one thread, from which the first limits are guessed. */
  void warmedUp(int warmRows, long nanos) {
    double wide = (double) nanos / warmRows;
    double[] factors = {10, 6, 3, 1};
    for (int i = 0; i < factors.length; i++) {
      oneThread[i] = wide * factors[i];
    }
  }

  /** Begins a batch and tells its number of threads. */
  int begin(int batchRows, long now) {
    if (halvings > 0 && now - quietUntil >= 0) {
      halvings--;
      quietUntil = now + pause;
    }
    rows = batchRows;
    threads = Math.max(1, most >> halvings);
    began = now;
    gaveUp = false;
    limit =
        threads == 1 || oneThread[3] == 0
            ? Double.POSITIVE_INFINITY
            : PATIENCE * rows * oneThread[size(rows)];
    return threads;
  }

  /** Whether the batch should be given up and begun again; asked while it runs. */
  boolean tooSlow(long now) {
    gaveUp |= now - began > limit;
    return gaveUp;
  }

  /** Whether the batch that ended was given up, not finished. */
  boolean gaveUp() {
    return gaveUp;
  }

  /** Goes on with fewer threads after a batch was given up. */
  void slowDown(long now) {
    halvings++;
    quietUntil = now + pause;
    pause = Math.min(LONGEST_PAUSE, 2 * pause);
  }

  /** The batch was finished. */
  void done(long now) {
    double each = (double) (now - began) / rows;
    int size = size(rows);
    if (threads == 1) {
      oneThread[size] = known[size] ? 0.8 * oneThread[size] + 0.2 * each : each;
      known[size] = true;
    } else if (halvings == 0 && now - quietUntil > LONGEST_PAUSE) {
      pause = SHORTEST_PAUSE;
    }
  }
}
