package dev.stepwise.model.llama;

import dev.stepwise.model.llama.PrefixCache.Sequence;
import dev.stepwise.settings.Budget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of one prompt, batch by batch, up to the logits behind its last token. If its
 * sequence is evicted in between, it begins again with what is left of it.
 */
final class Prefill {
  private final PrefixCache cache;
  private final Context context;
  private final int[] target;
  private final float[] logits;
  private @Nullable Sequence sequence;
  private int checkpoint;

  /**
   * @param target at least one token
   */
  Prefill(PrefixCache cache, Context context, int[] target) {
    this.cache = cache;
    this.context = context;
    this.target = target;
    logits = new float[context.vocabularySize()];
  }

  /** The logits behind the last token, once {@link #step} has returned a sequence. */
  float[] logits() {
    return logits;
  }

  /**
   * Evaluates up to one batch, nothing where all is there.
   *
   * @return the sequence that holds the whole prompt, or null if more batches are needed
   */
  @Nullable Sequence step(Budget budget) {
    Sequence now = sequence;
    if (now == null || now.dead()) {
      now = cache.begin(target, target.length - 1);
      sequence = now;
      checkpoint = cache.checkpoint(target, now);
    }
    cache.touch(now);
    if (now.length() < target.length) {
      evaluate(now, budget);
    }
    return now.length() == target.length ? now : null;
  }

  private void evaluate(Sequence now, Budget budget) {
    int stop = nextStop(now.length());
    int count = Math.min(stop - now.length(), context.batchTokens());
    cache.pin(now, true);
    try {
      cache.makeRoom(count, 0);
      int index = -1;
      for (int i = 0; i < count; i++) {
        index = cache.add(now, target[now.length()], now.length() == target.length - 1);
      }
      cache.run(List.of(now), budget);
      if (now.length() == target.length) {
        context.logits(index, logits);
      } else if (now.length() == stop) {
        cache.release(cache.fork(now, now.length(), 0));
      }
    } finally {
      cache.pin(now, false);
    }
  }

  /** A model that cannot trim leaves checkpoints where later prompts may go on from. */
  private int nextStop(int length) {
    if (cache.trims()) {
      return target.length;
    }
    if (checkpoint > length) {
      return checkpoint;
    }
    return length < target.length - 1 ? target.length - 1 : target.length;
  }

  /** Ends the use of the prompt; the cache may keep it. */
  void release() {
    if (sequence != null) {
      cache.release(sequence);
    }
  }
}
