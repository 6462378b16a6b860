package dev.stepwise.model.llama;

import dev.stepwise.settings.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of evaluated prefixes. Its active path is sequence 0 of the context, always in the cells
 * from 0 on in the order of its tokens, because where cells lie changes how sums are rounded;
 * continuations fork off its end. Other paths wait in a {@link PrefixStore}. When the path changes,
 * all forks end; whoever holds one sees it ended and makes it again.
 */
final class Prefixes {
  private static final int WORTH_SAVING = 64;

  /** So many tokens are copied back in the time that one is evaluated. */
  private static final int RESTORED_FOR_ONE = 16;

  private final Context context;
  private final PrefixStore store;
  private final boolean trims;
  private final boolean keeps;
  private final int cells;
  private final int mostForks;
  private final Deque<Integer> freeIds = new ArrayDeque<>();
  private final List<Fork> forks = new ArrayList<>();
  private final float[] logits;
  private @Nullable Plan active;
  private int[] tokens = new int[0];
  private int length;
  private int narrowFrom;
  private boolean logitsKnown;
  private int checkpoint;
  private long evaluated;

  /**
   * @param trims whether a sequence can be cut at any token; false for recurrent and hybrid models
   * @param keeps whether prefixes are kept from one request to the next
   */
  Prefixes(
      Context context, PrefixStore store, int cells, int sequences, boolean trims, boolean keeps) {
    this.context = context;
    this.store = store;
    this.cells = cells;
    this.trims = trims;
    this.keeps = keeps;
    mostForks = sequences - 1;
    for (int id = 1; id < sequences; id++) {
      freeIds.add(id);
    }
    logits = new float[context.vocabularySize()];
  }

  /** A copy of the path, or of another fork, that goes its own way. */
  final class Fork {
    private final int id;
    private int end;
    private int own;
    private boolean ended;

    private Fork(int id, int end, int own) {
      this.id = id;
      this.end = end;
      this.own = own;
    }

    boolean ended() {
      return ended;
    }

    /** Adds a token to the context's batch and returns its index there. */
    int add(int token, boolean wantLogits) {
      evaluated++;
      own++;
      return context.add(token, end++, id, wantLogits);
    }

    /** Takes a row of the context's batch, which another fork added, as this fork's next token. */
    void share(int row) {
      context.share(row, id);
      end++;
    }

    /** A copy as it is now. */
    Fork copy() {
      return open(id, end, own);
    }

    void end() {
      if (!ended) {
        ended = true;
        context.clear(id);
        forks.remove(this);
        freeIds.add(id);
      }
    }
  }

  /** Whether a sequence can be cut at any token. */
  boolean trims() {
    return trims;
  }

  /** How many tokens were evaluated since the start. */
  long evaluated() {
    return evaluated;
  }

  /** How many forks may be open at a time. */
  int mostForks() {
    return mostForks;
  }

  /** How many more tokens the context can take. */
  int freeCells() {
    return cells - length - forks.stream().mapToInt(f -> f.own).sum();
  }

  /** The logits behind the path's last token, once {@link #advance} has returned true. */
  float[] logits() {
    return logits;
  }

  /**
   * Makes the path hold all of a prompt, evaluating up to one batch, none where all is there.
   *
   * @return whether the path is complete and its logits are known
   */
  boolean advance(Plan plan, Budget budget) {
    if (active != plan) {
      begin(plan);
    }
    if (length < plan.length()) {
      evaluate(plan, budget);
    }
    return length == plan.length();
  }

  /** A fork of the complete path. */
  Fork fork() {
    return open(0, length, 0);
  }

  private Fork open(int from, int end, int own) {
    Fork fork = new Fork(freeIds.remove(), end, own);
    context.copyAll(from, fork.id);
    forks.add(fork);
    return fork;
  }

  /** Evaluates the batch; if that fails, the forks in it are ended. */
  void run(List<Fork> inBatch, Budget budget) {
    run(inBatch, () -> context.evaluate(budget));
  }

  /** The same for tokens that were just drawn. */
  void runDrawn(List<Fork> inBatch, Budget budget) {
    run(inBatch, () -> context.evaluateDrawn(budget));
  }

  private static void run(List<Fork> inBatch, Runnable evaluation) {
    boolean done = false;
    try {
      evaluation.run();
      done = true;
    } finally {
      if (!done) {
        inBatch.forEach(Fork::end);
      }
    }
  }

  private void begin(Plan plan) {
    List.copyOf(forks).forEach(Fork::end);
    active = null;
    int have = keeps ? usable(plan, tokens, length, narrowFrom, logitsKnown) : 0;
    PrefixStore.Entry best = null;
    int longestSeen = keeps ? plan.common(tokens, length, narrowFrom) : 0;
    for (PrefixStore.Entry entry : store.entries()) {
      int[] kept = entry.tokens();
      int lent = usable(plan, kept, kept.length, entry.narrowFrom(), entry.logits() != null);
      longestSeen = Math.max(longestSeen, plan.common(kept, kept.length, entry.narrowFrom()));
      if (lent - have > (best == null ? kept.length / RESTORED_FOR_ONE : 0)) {
        have = lent;
        best = entry;
      }
    }
    if (best != null || have < length) {
      saveIfWorth(best == null ? have : 0, best);
    }
    if (best != null) {
      restore(best);
    }
    cut(have);
    boolean worth = !trims && longestSeen >= have + WORTH_SAVING && longestSeen < plan.length();
    checkpoint = worth ? longestSeen : 0;
    tokens = plan.firstTokens(plan.length());
    narrowFrom = plan.narrowFrom();
    active = plan;
  }

  /** How many tokens of a plan an evaluated prefix can give. */
  private int usable(Plan plan, int[] other, int otherLength, int otherNarrow, boolean known) {
    int common = plan.common(other, otherLength, otherNarrow);
    if (common == plan.length() && common == otherLength && known) {
      return common;
    }
    if (trims) {
      return plan.resumeFrom(common);
    }
    return common == otherLength && common < plan.length() ? common : 0;
  }

  private void saveIfWorth(int kept, PrefixStore.@Nullable Entry needed) {
    int[] now = Arrays.copyOf(tokens, length);
    boolean worth = length - (trims ? kept : 0) >= WORTH_SAVING;
    if (keeps && worth && !store.holds(now, length, trims)) {
      store.save(context, now, Math.min(narrowFrom, length), logitsKnown ? logits : null, needed);
    }
  }

  private void restore(PrefixStore.Entry entry) {
    context.clearAll();
    length = 0;
    store.touch(entry);
    if (context.restoreState(entry.state())) {
      length = entry.tokens().length;
      float[] known = entry.logits();
      logitsKnown = known != null;
      if (known != null) {
        System.arraycopy(known, 0, logits, 0, logits.length);
      }
    } else {
      store.drop(entry);
    }
  }

  /** Cuts the path to at most so many tokens. */
  private void cut(int have) {
    if (have < length) {
      logitsKnown = false;
      if (have == 0 || !context.trim(0, have)) {
        context.clearAll();
        length = 0;
      } else {
        length = have;
      }
    }
  }

  private void evaluate(Plan plan, Budget budget) {
    int from = length;
    int end = plan.batchEnd(from, context.batchTokens());
    if (checkpoint > from) {
      end = Math.min(end, checkpoint);
    }
    int index = -1;
    for (int i = from; i < end; i++) {
      index = context.add(plan.token(i), i, 0, i == plan.length() - 1);
    }
    evaluated += end - from;
    logitsKnown = false;
    boolean done = false;
    try {
      context.evaluate(budget);
      done = true;
    } finally {
      if (!done) {
        active = null;
        length = end;
        cut(trims ? from : 0);
      }
    }
    length = end;
    if (end == plan.length()) {
      context.logits(index, logits);
      logitsKnown = true;
    } else if (end == checkpoint) {
      saveIfWorth(0, null);
    }
  }

  /** Ends the use of a prompt by a request. */
  void release() {
    context.forgetBatch();
    active = null;
    if (!keeps) {
      List.copyOf(forks).forEach(Fork::end);
      cut(0);
    }
  }

  void close() {
    store.close();
  }
}
